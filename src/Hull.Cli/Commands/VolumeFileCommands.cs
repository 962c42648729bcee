using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Engine.Rootless;
using Hull.Engine.Terminal;

namespace Hull.Cli.Commands;

/// <summary>The commands of <c>hull volume</c> that reach into volumes: mount, unmount, export, import.</summary>
internal static class VolumeFileCommands
{
    private static readonly Option<string> OutputPath = Flag.Text("output", 'o', "Write to a file instead of standard output");

    /// <summary>The row of mount.</summary>
    public static Command Mount => new()
    {
        Name = "mount",
        Summary = "Mount volumes",
        Description = "Mounts volumes for the host to look into, and prints where",
        Usage = "VOLUME [VOLUME...]",
        Examples = "{0} myvol",
        Arguments = ArgumentRules.AtLeast(1),
        Run = static context => Task.FromResult(EachInside(context, "volume mount", static (engine, name) => engine.Volumes.Mount(name))),
    };

    /// <summary>The row of unmount.</summary>
    public static Command Unmount => new()
    {
        Name = "unmount",
        Aliases = ["umount"],
        Summary = "Unmount volumes",
        Description = "Takes one mount of each volume back; the file system goes with the last",
        Usage = "VOLUME [VOLUME...]",
        Examples = "{0} myvol\n{0} myvol1 myvol2",
        Arguments = ArgumentRules.AtLeast(1),
        Run = static context => Task.FromResult(EachInside(context, "volume unmount", static (engine, name) => engine.Volumes.Unmount(name))),
    };

    /// <summary>The row of export.</summary>
    public static Command Export => new()
    {
        Name = "export",
        Summary = "Export a volume's files as a tar",
        Description = "Writes a volume's files as a tar, on standard output unless a file is given",
        Usage = "[options] VOLUME",
        Examples = "{0} myvol > myvol.tar\n{0} --output myvol.tar myvol",
        Options = static () => [OutputPath],
        Arguments = ArgumentRules.Exactly(1),
        Run = static context =>
        {
            RunExport(context);
            return Task.FromResult(ExitCodes.Success);
        },
    };

    /// <summary>The row of import.</summary>
    public static Command Import => new()
    {
        Name = "import",
        Summary = "Import an archive's files into a volume",
        Description = "Unpacks a tar, plain or compressed, into a volume; - reads standard input",
        Usage = "VOLUME [SOURCE]",
        Examples = "{0} myvol myvol.tar\ncat myvol.tar | {0} myvol -",
        Arguments = ArgumentRules.Exactly(2),
        Run = static context =>
        {
            RunImport(context);
            return Task.FromResult(ExitCodes.Success);
        },
    };

    private static void RunImport(CommandContext context)
    {
        var (name, path) = (context.Invocation.Arguments[0], context.Invocation.Arguments[1]);
        var (source, what) = path == "-" ? (context.Streams.RawIn, "standard input") : (InputFile.Open(path), path);
        foreach (var skipped in context.Engine.Volumes.Import(name, source, what)) context.Error.Write(skipped + "\n");
    }

    private static int EachInside(CommandContext context, string command, Func<Engine.ContainerEngine, string, string> act)
    {
        VisibleMounts.Require(command);
        var failures = new Failures();
        foreach (var name in context.Invocation.Arguments) failures.Attempt(() => context.Out.Write(act(context.Engine, name) + "\n"));
        return failures.Report(context.Error);
    }

    private static void RunExport(CommandContext context)
    {
        var (name, path) = (context.Invocation.Arguments[0], context.Invocation.Get(OutputPath));
        if (path.Length == 0)
        {
            if (AttachedTerminal.IsTerminal(StandardStreams.OutputHandle))
                throw new EngineException(ErrorKind.InvalidArgument, "cannot write to terminal, use command-line redirection or the --output flag");
            context.Engine.Volumes.Export(name, context.Streams.RawOut);
            return;
        }
        using var file = OutputFile.Create(path);
        context.Engine.Volumes.Export(name, file);
    }
}
