using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Engine.Systemwide;

namespace Hull.Cli.Commands;

/// <summary><c>hull system prune</c>.</summary>
internal static class SystemPruneCommand
{
    private static readonly Option<bool> All = Flag.Bool("all", 'a', "Remove all images that no container is of, not only dangling ones");
    private static readonly Option<bool> Build = Flag.Bool("build", Flag.NoShort, "Remove containers that broken builds have left (Hull's leave none)");
    private static readonly Option<bool> External = Flag.Bool("external", Flag.NoShort, "Only remove what killed commands have left on the disk");
    private static readonly Option<string[]> Filter = Flag.Array("filter", Flag.NoShort, "Remove only what passes a filter (label=, label!=, until=)");
    private static readonly Option<bool> Force = Flag.Bool("force", 'f', "Do not ask");
    private static readonly Option<bool> Volumes = Flag.Bool("volumes", Flag.NoShort, "Remove volumes that no container uses, too");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "prune",
        Summary = "Remove what nothing uses",
        Description = "Removes containers that do not run, and images that nothing uses; with --volumes volumes too",
        Examples = "{0}\n{0} --all --force\n{0} --volumes\n{0} --filter until=24h",
        Options = static () => [All, Build, External, Filter, Force, Volumes],
        Arguments = static invocation =>
        {
            if (invocation.Arguments.Count > 0) return $"`{invocation.Path}` takes no arguments";
            var others = invocation.Get(All) || invocation.Get(Volumes) || invocation.Get(Build) || invocation.Has(Filter);
            return invocation.Get(External) && others ? "--external cannot be combined with other options" : null;
        },
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var invocation = context.Invocation;
        if (!invocation.Get(Force) && !Confirm.Ask(context, Warning(invocation))) return ExitCodes.Success;
        if (invocation.Get(External))
        {
            context.Engine.System.Sweep();
            return ExitCodes.Success;
        }
        var filters = invocation.Get(Filter);
        var system = context.Engine.System;
        PruneReport[] reports =
        [
            Show(context, "Containers", system.PruneContainers(filters)),
            .. invocation.Get(Volumes) ? [Show(context, "Volumes", system.PruneVolumes(filters))] : Array.Empty<PruneReport>(),
            Show(context, "Images", system.PruneImages(invocation.Get(All), filters)),
        ];
        context.Out.Write($"Total reclaimed space: {HumanSize.Exact(reports.Sum(static report => report.Reclaimed))}\n");
        return PruneCommands.Ended(context, new PruneReport { Removed = [], Reclaimed = 0, Failures = [.. reports.SelectMany(static report => report.Failures)] });
    }

    private static PruneReport Show(CommandContext context, string kind, PruneReport report)
    {
        if (report.Removed.Count > 0) context.Out.Write($"Deleted {kind}\n");
        foreach (var removed in report.Removed) context.Out.Write(removed + "\n");
        return report;
    }

    private static string Warning(Invocation invocation)
    {
        if (invocation.Get(External)) return "This command removes:\n\t- what killed commands have left on the disk\n\n";
        List<string> kinds = ["all stopped containers", "all networks not used by at least one container"];
        if (invocation.Get(Volumes)) kinds.Add("all volumes not used by at least one container");
        if (invocation.Get(Build)) kinds.Add("all build containers");
        kinds.Add(invocation.Get(All) ? "all images without at least one container associated with them" : "all dangling images");
        kinds.Add(invocation.Get(All) ? "all build cache" : "all dangling build cache");
        return $"This command removes:\n{string.Concat(kinds.Select(static kind => $"\t- {kind}\n"))}\n";
    }
}
