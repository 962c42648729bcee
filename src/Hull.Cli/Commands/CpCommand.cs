using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Containers.RootFiles;
using Hull.Engine.Terminal;

namespace Hull.Cli.Commands;

/// <summary><c>hull cp</c>.</summary>
internal static class CpCommand
{
    private static readonly Option<bool> Archive =
        Flag.Bool("archive", 'a', "Give what is copied to the user of the container, or to the caller; =false keeps the owners", true);

    private static readonly Option<bool> Overwrite = Flag.Bool("overwrite", Flag.NoShort, "Let a directory give way to a file, and a file to a directory");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "cp",
        Summary = "Copy files and folders between a container and the local file system",
        Description = "Copies a file or a directory out of a container, into one, or from one to another; - is a tar archive on a standard stream",
        Usage = "[options] [CONTAINER:]SRC_PATH [CONTAINER:]DEST_PATH",
        Examples = "{0} myctr:/app/log .\n{0} app.conf myctr:/etc/\n{0} first:/data second:/data\n{0} myctr:/app - > app.tar",
        Options = static () => [Archive, Overwrite],
        Arguments = ArgumentRules.Exactly(2),
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var (from, to) = (invocation.Arguments[0], invocation.Arguments[1]);
        var (source, target) = (EndOf(from), EndOf(to));
        if ((source.Path.Length == 0 && from != "-") || (target.Path.Length == 0 && to != "-"))
            throw Invalid(from, to, "you must specify paths");
        if (source.Container is null && target.Container is null) throw Invalid(from, to, "exactly 1 container expected but 0 specified");
        if (to == "-" && AttachedTerminal.IsTerminal(StandardStreams.OutputHandle))
            throw new EngineException(ErrorKind.InvalidArgument, "refusing to write an archive to terminal", "redirect the output: … > files.tar");
        context.Out.Flush();
        var left = context.Engine.Containers.Copy(new CopyRequest
        {
            Source = from == "-" ? source with { Archive = context.Streams.RawIn } : source,
            Target = to == "-" ? target with { Archive = context.Streams.RawOut } : target,
            SetsOwner = invocation.Get(Archive),
            Overwrites = invocation.Get(Overwrite),
        });
        foreach (var what in left) context.Error.Write($"warning: {what}\n");
        return ExitCodes.Success;
    }

    // A path that begins with a dot or a slash is the host's, whatever colons it has.
    private static CopyEnd EndOf(string text)
    {
        if (text == "-") return new CopyEnd();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || text[0] is '.' or '/'
            ? new CopyEnd { Path = text }
            : new CopyEnd { Container = text[..colon], Path = text[(colon + 1)..] };
    }

    private static EngineException Invalid(string from, string to, string why) =>
        new(ErrorKind.InvalidArgument, $"invalid arguments {GoQuote.Text(from)}, {GoQuote.Text(to)}: {why}");
}
