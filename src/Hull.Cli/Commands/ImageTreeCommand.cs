using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Images;

namespace Hull.Cli.Commands;

/// <summary><c>hull image tree</c>.</summary>
internal static class ImageTreeCommand
{
    private const int ShortId = 12;

    private static readonly Option<bool> WhatRequires = Flag.Bool("whatrequires", Flag.NoShort, "Show the images and layers that are made of the image");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "tree",
        Summary = "Print layer hierarchy of an image in a tree format",
        Description = "Prints the layers of an image, the lowest first, and of which images they are the topmost",
        Usage = "[options] IMAGE",
        Examples = "{0} alpine:latest\n{0} --whatrequires alpine:latest",
        Options = static () => [WhatRequires],
        Arguments = ArgumentRules.Exactly(1),
        Run = static context =>
        {
            Print(context);
            return Task.FromResult(ExitCodes.Success);
        },
    };

    private static void Print(CommandContext context)
    {
        var image = context.Engine.Images.Get(context.Invocation.Arguments[0]);
        var all = context.Engine.Images.List();
        context.Out.Write($"Image ID: {image.Id[..ShortId]}\nTags:     [{string.Join(' ', image.RepoTags)}]\nSize:     {HumanSize.Exact(image.Size)}\n");
        context.Out.Write(image.Layers.Count > 0 ? "Image Layers\n" : "No Image Layers\n");
        if (context.Invocation.Get(WhatRequires)) PrintAbove(context.Out, all, [.. image.Layers], "", isLast: true);
        else PrintBelow(context.Out, all, image);
        context.Out.Write("\n");
    }

    private static void PrintBelow(TextWriter to, IReadOnlyList<ImageRecord> all, ImageRecord image)
    {
        for (var count = 1; count <= image.Layers.Count; count++)
            to.Write(Line(count == image.Layers.Count ? "└── " : "├── ", all, [.. image.Layers.Take(count)]));
    }

    /// <summary>The topmost of these layers, and all that lies on it.</summary>
    private static void PrintAbove(TextWriter to, IReadOnlyList<ImageRecord> all, IReadOnlyList<ImageLayer> layers, string indent, bool isLast)
    {
        if (layers.Count == 0) return;
        to.Write(indent + Line(isLast ? "└── " : "├── ", all, layers));
        var next = all.Where(image => image.Layers.Count > layers.Count && IsOf(image, layers))
            .Select(image => image.Layers[layers.Count]).DistinctBy(layer => layer.DiffId).ToList();
        for (var index = 0; index < next.Count; index++)
            PrintAbove(to, all, [.. layers, next[index]], indent + (isLast ? "    " : "│   "), index == next.Count - 1);
    }

    private static string Line(string branch, IReadOnlyList<ImageRecord> all, IReadOnlyList<ImageLayer> layers)
    {
        var tags = all.Where(image => image.Layers.Count == layers.Count && IsOf(image, layers)).SelectMany(image => image.RepoTags).ToList();
        var top = tags.Count > 0 ? $" Top Layer of: [{string.Join(' ', tags)}]" : "";
        return $"{branch}ID: {layers[^1].Key[..ShortId]} Size: {HumanSize.Exact(layers[^1].Size),7}{top}\n";
    }

    private static bool IsOf(ImageRecord image, IReadOnlyList<ImageLayer> layers)
    {
        for (var index = 0; index < layers.Count; index++)
            if (image.Layers[index].DiffId != layers[index].DiffId) return false;
        return true;
    }
}
