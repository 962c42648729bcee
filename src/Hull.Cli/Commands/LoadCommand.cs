using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Engine.Terminal;
using Hull.Images.Transports;

namespace Hull.Cli.Commands;

/// <summary><c>hull load</c>.</summary>
internal static class LoadCommand
{
    private static readonly Option<string> Input = Flag.Text("input", 'i', "Read from a file or directory instead of standard input");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "load",
        Summary = "Load images from an archive",
        Description = "Loads images from an archive or directory: docker-archive, oci-archive, oci or dir, plain or compressed",
        Examples = "{0} -i image.tar\n{0} < image.tar.gz",
        Options = static () =>
        [
            Input,
            Flag.Bool("quiet", 'q', "Print no progress (there is none)"),
            Refused.Hidden("signature-policy", "Path of a signature policy", "Hull checks no signatures"),
        ],
        Arguments = ArgumentRules.None,
        Run = Run,
    };

    private static async Task<int> Run(CommandContext context)
    {
        var load = new LoadImages(context.Engine.Images);
        foreach (var image in await Load(context, load).ConfigureAwait(false)) context.Out.Write($"Loaded image: {image.Shown}\n");
        return ExitCodes.Success;
    }

    private static Task<IReadOnlyList<LoadedImage>> Load(CommandContext context, LoadImages load)
    {
        var path = context.Invocation.Get(Input);
        if (path.StartsWith("http://", StringComparison.Ordinal) || path.StartsWith("https://", StringComparison.Ordinal))
            throw new EngineException(ErrorKind.Unsupported, $"--input {path} is not supported yet: Hull downloads nothing", $"curl -sSL {path} | hull load");
        if (path.Length > 0) return load.FromPathAsync(path, CancellationToken.None);
        if (AttachedTerminal.IsTerminal(StandardStreams.InputHandle))
            throw new EngineException(ErrorKind.InvalidArgument, "cannot read from terminal, use command-line redirection or the --input flag");
        return load.FromStreamAsync(context.Streams.RawIn, CancellationToken.None);
    }
}
