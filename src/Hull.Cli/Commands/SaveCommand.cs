using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Terminal;
using Hull.Images.Transports;

namespace Hull.Cli.Commands;

/// <summary><c>hull save</c>.</summary>
internal static class SaveCommand
{
    private static readonly Option<string> Format =
        Flag.Text("format", Flag.NoShort, "Format to write (\"docker-archive\"|\"oci-archive\"|\"oci-dir\"|\"docker-dir\")", "docker-archive");

    private static readonly Option<bool> Multi = Flag.Bool("multi-image-archive", 'm', "Take more arguments as images, not as names of the first (docker-archive)");
    private static readonly Option<string> OutputPath = Flag.Text("output", 'o', "Write to a file or directory instead of standard output");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "save",
        Summary = "Save images to an archive",
        Description = "Writes an image to an archive or a directory, on standard output unless a path is given",
        Usage = "[options] IMAGE [IMAGE...]",
        Examples = "{0} -o image.tar IMAGE\n{0} --format oci-dir -o directory IMAGE\n{0} IMAGE > image.tar",
        Options = static () =>
        [
            Format, Multi, OutputPath,
            Flag.Bool("quiet", 'q', "Print no progress (there is none)"),
            Refused.Switch("compress", "Compress layers in a docker-dir", "Hull saves layers as they came"),
            Refused.Switch("uncompressed", "Allow uncompressed layers", "Hull saves layers as they came"),
            Refused.Hidden("signature-policy", "Path of a signature policy", "Hull checks no signatures"),
        ],
        Arguments = static invocation => invocation.Arguments.Count == 0 ? "need at least 1 argument" : null,
        Run = Run,
    };

    private static async Task<int> Run(CommandContext context)
    {
        var format = FormatOf(context.Invocation.Get(Format));
        var path = context.Invocation.Get(OutputPath);
        if (path.Contains(':', StringComparison.Ordinal)) throw Invalid($"invalid filename (should not contain ':') {GoQuote.Text(path)}");
        if (path.Length == 0 && AttachedTerminal.IsTerminal(StandardStreams.OutputHandle)) throw Invalid("refusing to save to terminal. Use -o flag or redirect");
        var images = ImagesOf(context);
        var save = new SaveImages(context.Engine.Images);
        if (path.Length > 0) await save.ToPathAsync(images, format, path, CancellationToken.None).ConfigureAwait(false);
        else await save.ToStreamAsync(images, format, context.Streams.RawOut, CancellationToken.None).ConfigureAwait(false);
        return ExitCodes.Success;
    }

    private static List<SavedImage> ImagesOf(CommandContext context)
    {
        var arguments = context.Invocation.Arguments;
        if (context.Invocation.Get(Multi)) return [.. arguments.Select(name => ImageOf(context, name))];
        var image = ImageOf(context, arguments[0]);
        return [image with { Names = [.. image.Names, .. arguments.Skip(1).Select(ImageNames.New)] }];
    }

    // Saved by its id an image has no name in the archive, as with Podman.
    private static SavedImage ImageOf(CommandContext context, string text)
    {
        var image = context.Engine.Images.Get(text);
        return new SavedImage { Image = image, Names = ImageNames.NameOf(context.Engine, image, text) is { Tag: not null } name ? [name] : [] };
    }

    private static SaveFormat FormatOf(string text) => text switch
    {
        "docker-archive" => SaveFormat.DockerArchive,
        "oci-archive" => SaveFormat.OciArchive,
        "oci-dir" => SaveFormat.OciDirectory,
        "docker-dir" => SaveFormat.DockerDirectory,
        _ => throw Invalid("format value must be one of oci-archive oci-dir docker-dir docker-archive"),
    };

    private static EngineException Invalid(string message) => new(ErrorKind.InvalidArgument, message);
}
