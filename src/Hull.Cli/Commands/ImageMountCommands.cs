using System.Text.Json;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Images;
using Hull.Engine.Rootless;

namespace Hull.Cli.Commands;

/// <summary><c>hull image mount</c> and <c>hull image unmount</c>.</summary>
internal static class ImageMountCommands
{
    private static readonly Option<bool> MountAll = Flag.Bool("all", 'a', "Mount all images");
    private static readonly Option<string> Format = Flag.Text("format", Flag.NoShort, "Print the mounted images in a format (json)");
    private static readonly Option<bool> UnmountAll = Flag.Bool("all", 'a', "Unmount all images that are mounted");
    private static readonly Option<bool> Force = Flag.Bool("force", 'f', "Unmount images however often they are mounted");

    /// <summary>The row of mount.</summary>
    public static Command Mount => new()
    {
        Name = "mount",
        Summary = "Mount images' root file systems",
        Description = "Mounts images for the host to look into, read only, and prints where. Without arguments it lists what is mounted",
        Usage = "[options] [IMAGE...]",
        Examples = "{0}\n{0} IMAGE\n{0} --all\n{0} --format json",
        Options = static () => [MountAll, Format],
        Arguments = static invocation => invocation.Get(MountAll) && invocation.Arguments.Count > 0 ? "when using the --all switch, you may not pass any image names or IDs" : null,
        Run = static context => Task.FromResult(RunMount(context)),
    };

    /// <summary>The row of unmount.</summary>
    public static Command Unmount => new()
    {
        Name = "unmount",
        Aliases = ["umount"],
        Summary = "Unmount images' root file systems",
        Description = "Takes one mount of each image back; the last takes it off",
        Usage = "[options] IMAGE [IMAGE...]",
        Examples = "{0} IMAGE\n{0} --all\n{0} --force IMAGE",
        Options = static () => [UnmountAll, Force],
        Arguments = static invocation => invocation.Get(UnmountAll) == invocation.Arguments.Count > 0
            ? invocation.Arguments.Count > 0 ? "when using the --all switch, you may not pass any image names or IDs" : "image name or ID must be specified"
            : null,
        Run = static context => Task.FromResult(RunUnmount(context)),
    };

    private static int RunMount(CommandContext context)
    {
        VisibleMounts.Require("image mount");
        var (invocation, failures, mounted) = (context.Invocation, new Failures(), new List<MountedImage>());
        var format = invocation.Get(Format);
        if (format is not ("" or "json")) throw new EngineException(ErrorKind.InvalidArgument, $"unknown --format argument: {GoQuote.Text(format)}");
        var asked = invocation.Get(MountAll) ? [.. context.Engine.Images.List().Select(static image => image.Id)] : invocation.Arguments;
        foreach (var image in asked) failures.Attempt(() => mounted.Add(context.Engine.ImageMounts.Mount(image)));
        if (asked.Count == 0 && !invocation.Get(MountAll)) mounted.AddRange(context.Engine.ImageMounts.List());
        if (format == "json") PrintJson(context, mounted);
        else if (invocation.Arguments.Count > 0) mounted.ForEach(image => context.Out.Write(image.Mountpoint + "\n"));
        else PrintTable(context, mounted);
        return failures.Report(context.Error);
    }

    private static int RunUnmount(CommandContext context)
    {
        VisibleMounts.Require("image unmount");
        var (invocation, failures) = (context.Invocation, new Failures());
        var mounts = context.Engine.ImageMounts;
        IEnumerable<string> asked = invocation.Get(UnmountAll) ? [.. mounts.List().Select(static image => image.Id)] : invocation.Arguments;
        foreach (var image in asked)
        {
            failures.Attempt(() =>
            {
                if (mounts.Unmount(image, invocation.Get(Force)) is { } id) context.Out.Write(id + "\n");
            });
        }
        return failures.Report(context.Error);
    }

    private static void PrintJson(CommandContext context, List<MountedImage> mounted)
    {
        JsonElement[] elements = [.. mounted.Select(static image => JsonSerializer.SerializeToElement(image, MountedImage.JsonType))];
        context.Out.Write(new GoJson(1, escapeHtml: true).WriteArray(elements) + "\n");
    }

    private static void PrintTable(CommandContext context, List<MountedImage> mounted)
    {
        string[] names = [.. mounted.Select(static image => image.Names is [var name, ..] ? name : image.Id)];
        var width = names.Length == 0 ? 0 : names.Max(static name => name.Length);
        for (var i = 0; i < names.Length; i++) context.Out.Write($"{names[i].PadRight(width)}  {mounted[i].Mountpoint}\n");
    }
}
