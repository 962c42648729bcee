using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Terminal;

namespace Hull.Cli.Commands;

/// <summary><c>hull export</c>.</summary>
internal static class ExportCommand
{
    private const int BufferSize = 256 * 1024;

    private static readonly Option<string> OutputPath = Flag.Text("output", 'o', "Write to a file instead of standard output");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "export",
        Summary = "Export container's filesystem contents as a tar archive",
        Description = "Writes a container's root file system as a tar archive, on standard output unless a path is given; what is mounted inside stays out",
        Usage = "[options] CONTAINER",
        Examples = "{0} myctr > myctr.tar\n{0} --output=\"myctr.tar\" myctr",
        Options = static () => [OutputPath],
        Arguments = ArgumentRules.Exactly(1),
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var path = context.Invocation.Get(OutputPath);
        if (path.Contains(':', StringComparison.Ordinal))
            throw new EngineException(ErrorKind.InvalidArgument, $"invalid filename (should not contain ':') {GoQuote.Text(path)}");
        if (path.Length == 0 && AttachedTerminal.IsTerminal(StandardStreams.OutputHandle))
            throw new EngineException(ErrorKind.InvalidArgument, "refusing to export to terminal. Use -o flag or redirect");
        var container = ContainerTargets.One(context);
        // Before the file is made or emptied.
        context.Engine.Containers.Get(container);
        using var file = path.Length > 0 ? Create(path) : null;
        var notes = Export(context, container, file ?? context.Streams.RawOut, path);
        foreach (var note in notes) context.Error.Write($"warning: {note}\n");
        return ExitCodes.Success;
    }

    private static IReadOnlyList<string> Export(CommandContext context, string container, Stream output, string path)
    {
        try
        {
            // Not disposed: it would close standard output.
            var buffered = new BufferedStream(output, BufferSize);
            var notes = context.Engine.Containers.Export(container, buffered);
            buffered.Flush();
            return notes;
        }
        catch (IOException failure)
        {
            throw new EngineException(
                ErrorKind.ResourceExhausted, $"export to {(path.Length > 0 ? path : "standard output")}: {failure.Message}", inner: failure);
        }
    }

    private static FileStream Create(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"export to {path}: {failure.Message}", inner: failure);
        }
    }
}
