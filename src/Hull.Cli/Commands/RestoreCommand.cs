using System.Diagnostics;
using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Cli.Options.Values;
using Hull.Cli.Output;
using Hull.Engine.Containers.Checkpoints;

namespace Hull.Cli.Commands;

/// <summary><c>hull container restore</c>.</summary>
internal static class RestoreCommand
{
    private static readonly Option<bool> FileLocks = Flag.Bool("file-locks", Flag.NoShort, "Restore file locks");
    private static readonly Option<bool> IgnoreRootfs = Flag.Bool("ignore-rootfs", Flag.NoShort, "Leave what was written to the root file system in the archive");
    private static readonly Option<bool> IgnoreStaticIp = Flag.Bool("ignore-static-ip", Flag.NoShort, "Take another IP address than before");
    private static readonly Option<bool> IgnoreStaticMac = Flag.Bool("ignore-static-mac", Flag.NoShort, "Take another MAC address than before");
    private static readonly Option<bool> IgnoreVolumes = Flag.Bool("ignore-volumes", Flag.NoShort, "Leave volumes in the archive");
    private static readonly Option<string> Import = Flag.Text("import", 'i', "Make the container of an archive that a checkpoint wrote");
    private static readonly Option<string> ImportPrevious = Flag.Text("import-previous", Flag.NoShort, "Archive of the pre-checkpoint that the archive builds on");
    private static readonly Option<bool> Keep = Flag.Bool("keep", 'k', "Keep the checkpoint, and CRIU's logs and statistics");
    private static readonly Option<string> Name = Flag.Text("name", 'n', "Name of the container that is made of an archive");
    private static readonly Option<bool> PrintStats = Flag.Bool("print-stats", Flag.NoShort, "Print what it took, as JSON");
    private static readonly Option<string[]> Publish = Flag.Slice("publish", 'p', "Port to publish instead of those of the archive's container");
    private static readonly Option<bool> TcpEstablished = Flag.Bool("tcp-established", Flag.NoShort, "Restore open TCP connections");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "restore",
        Summary = "Restore one or more containers from a checkpoint",
        Description = "Lets containers go on from where a checkpoint left them",
        Usage = "[options] CONTAINER [CONTAINER...]",
        Examples = "{0} myctr\n{0} --all\n{0} --import ctr.tar.zst --name other",
        Options = static () =>
        [
            ContainerTargets.All, FileLocks, IgnoreRootfs, IgnoreStaticIp, IgnoreStaticMac, IgnoreVolumes, Import, ImportPrevious, Keep, ContainerTargets.Latest, Name,
            Refused.Text("pod", "Pod to restore into", Reasons.Pods), PrintStats, Publish,
            Refused.Switch("tcp-close", "Restore without the TCP connections that were open", "conmon's runtimes restore them or refuse; checkpoint without --tcp-established"), TcpEstablished,
        ],
        Arguments = Check,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static string? Check(Invocation invocation)
    {
        if (!invocation.Has(Import))
        {
            foreach (var option in (Option[])[IgnoreRootfs, IgnoreVolumes, ImportPrevious, Name, Publish])
            {
                if (invocation.Has(option)) return $"--{option.Name} can only be used with image or --import";
            }
            return ContainerTargets.Rule(invocation);
        }
        if (invocation.Get(ContainerTargets.All) || invocation.Get(ContainerTargets.Latest)) return "cannot use --import with --all or --latest";
        if (invocation.Arguments.Count > 0) return "cannot use --import with positional arguments";
        return invocation.Has(Name) && invocation.Get(TcpEstablished) ? "--tcp-established cannot be used with --name" : null;
    }

    private static int Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var options = OptionsOf(invocation);
        var failures = new Failures();
        var reports = new List<CheckpointReport>();
        var started = Stopwatch.GetTimestamp();
        void Restored(CheckpointReport report, string shown)
        {
            reports.Add(report);
            if (!invocation.Get(PrintStats)) context.Out.Write(shown + "\n");
        }
        if (invocation.Has(Import))
        {
            failures.Attempt(() =>
            {
                var report = context.Engine.Containers.RestoreArchive(invocation.Get(Import), invocation.Get(ImportPrevious) is { Length: > 0 } previous ? previous : null, options);
                Restored(report, report.Id);
            });
        }
        else
        {
            foreach (var target in ContainerTargets.Select(context, static record => record.State.Checkpointed))
                failures.Attempt(() => Restored(context.Engine.Containers.Restore(target, options), target));
        }
        if (invocation.Get(PrintStats)) context.Out.Write(CheckpointStatistics.Write("restore", Stopwatch.GetElapsedTime(started), reports) + "\n");
        context.Out.Flush();
        return failures.Report(context.Error);
    }

    private static RestoreOptions OptionsOf(Invocation invocation) => new()
    {
        FileLocks = invocation.Get(FileLocks),
        IgnoreRootfs = invocation.Get(IgnoreRootfs),
        IgnoreStaticIp = invocation.Get(IgnoreStaticIp),
        IgnoreStaticMac = invocation.Get(IgnoreStaticMac),
        IgnoreVolumes = invocation.Get(IgnoreVolumes),
        Keep = invocation.Get(Keep),
        Name = invocation.Get(Name) is { Length: > 0 } name ? name : null,
        Publish = invocation.Has(Publish) ? Array.ConvertAll(invocation.Get(Publish), PublishText.Read) : null,
        TcpEstablished = invocation.Get(TcpEstablished),
    };
}
