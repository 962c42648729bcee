using System.Diagnostics;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Containers;
using Hull.Engine.Containers.Checkpoints;
using Hull.Images;

namespace Hull.Cli.Commands;

/// <summary><c>hull container checkpoint</c>.</summary>
internal static class CheckpointCommand
{
    private static readonly Option<string> Compress = Flag.Text("compress", 'c', "How the archive is compressed (\"gzip\"|\"none\"|\"zstd\")", "zstd");
    private static readonly Option<string> Export = Flag.Text("export", 'e', "Write the checkpoint to an archive as well");
    private static readonly Option<bool> FileLocks = Flag.Bool("file-locks", Flag.NoShort, "Take file locks along");
    private static readonly Option<bool> IgnoreRootfs = Flag.Bool("ignore-rootfs", Flag.NoShort, "Leave what was written to the root file system out of the archive");
    private static readonly Option<bool> IgnoreVolumes = Flag.Bool("ignore-volumes", Flag.NoShort, "Leave volumes out of the archive");
    private static readonly Option<bool> Keep = Flag.Bool("keep", 'k', "Keep CRIU's logs and statistics");
    private static readonly Option<bool> LeaveRunning = Flag.Bool("leave-running", 'R', "Let the container run on");
    private static readonly Option<bool> PreCheckpoint = Flag.Bool("pre-checkpoint", 'P', "Write memory only, for a later checkpoint to build on, and let the container run on");
    private static readonly Option<bool> PrintStats = Flag.Bool("print-stats", Flag.NoShort, "Print what it took, as JSON");
    private static readonly Option<bool> TcpEstablished = Flag.Bool("tcp-established", Flag.NoShort, "Take open TCP connections along");
    private static readonly Option<bool> WithPrevious = Flag.Bool("with-previous", Flag.NoShort, "Write only what changed since the pre-checkpoint");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "checkpoint",
        Summary = "Checkpoint one or more containers",
        Description = "Writes the processes of running containers to files, from which they can be restored later, or elsewhere. It needs CRIU, and a runtime that speaks with it",
        Usage = "[options] CONTAINER [CONTAINER...]",
        Examples = "{0} myctr\n{0} --all\n{0} --leave-running --latest\n{0} --export ctr.tar.zst myctr",
        Options = static () =>
        [
            ContainerTargets.All, Compress, Refused.Text("create-image", "Make an image of the checkpoint", "--export makes an archive, which another host restores with --import"), Export, FileLocks,
            IgnoreRootfs, IgnoreVolumes, Keep, ContainerTargets.Latest, LeaveRunning, PreCheckpoint, PrintStats, TcpEstablished, WithPrevious,
        ],
        Arguments = Check,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static string? Check(Invocation invocation)
    {
        if (ContainerTargets.Rule(invocation) is { } failure) return failure;
        if (!invocation.Has(Export) && invocation.Get(IgnoreRootfs)) return "--ignore-rootfs can only be used with --export";
        if (!invocation.Has(Export) && invocation.Get(IgnoreVolumes)) return "--ignore-volumes can only be used with --export";
        if (invocation.Get(PreCheckpoint) && invocation.Get(WithPrevious)) return "--with-previous can not be used with --pre-checkpoint";
        return invocation.Has(Export) && (invocation.Get(ContainerTargets.All) || invocation.Arguments.Count > 1) ? "--export can only be used with one container" : null;
    }

    private static int Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var options = new CheckpointOptions
        {
            Export = invocation.Get(Export) is { Length: > 0 } path ? Path.GetFullPath(path) : null,
            Compression = CompressionOf(invocation.Get(Compress)),
            FileLocks = invocation.Get(FileLocks),
            IgnoreRootfs = invocation.Get(IgnoreRootfs),
            IgnoreVolumes = invocation.Get(IgnoreVolumes),
            Keep = invocation.Get(Keep),
            LeaveRunning = invocation.Get(LeaveRunning),
            PreCheckpoint = invocation.Get(PreCheckpoint),
            TcpEstablished = invocation.Get(TcpEstablished),
            WithPrevious = invocation.Get(WithPrevious),
        };
        var failures = new Failures();
        var reports = new List<CheckpointReport>();
        var started = Stopwatch.GetTimestamp();
        foreach (var target in ContainerTargets.Select(context, static record => record.State.Status == ContainerStatus.Running))
        {
            failures.Attempt(() =>
            {
                reports.Add(context.Engine.Containers.Checkpoint(target, options));
                if (!invocation.Get(PrintStats)) context.Out.Write(target + "\n");
            });
        }
        if (invocation.Get(PrintStats)) context.Out.Write(CheckpointStatistics.Write("checkpoint", Stopwatch.GetElapsedTime(started), reports) + "\n");
        context.Out.Flush();
        return failures.Report(context.Error);
    }

    private static ArchiveCompression CompressionOf(string text) => text switch
    {
        "none" => ArchiveCompression.None,
        "gzip" => ArchiveCompression.Gzip,
        "zstd" => ArchiveCompression.Zstd,
        _ => throw new EngineException(ErrorKind.InvalidArgument, $"selected compression algorithm ({GoQuote.Text(text)}) not supported. Please select one from: gzip, none, zstd"),
    };
}
