using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Engine.Systemwide;

namespace Hull.Cli.Commands;

/// <summary><c>hull container prune</c> and <c>hull image prune</c>.</summary>
internal static class PruneCommands
{
    private static readonly Option<bool> All = Flag.Bool("all", 'a', "Remove all images that no container is of, not only dangling ones");
    private static readonly Option<string[]> Filter = Flag.Array("filter", Flag.NoShort, "Remove only what passes a filter (label=, label!=, until=)");
    private static readonly Option<bool> Force = Flag.Bool("force", 'f', "Do not ask");

    /// <summary>The row of container prune.</summary>
    public static Command Containers => new()
    {
        Name = "prune",
        Summary = "Remove all containers that do not run",
        Description = "Removes all containers that do not run",
        Examples = "{0}\n{0} --force --filter until=24h\n{0} --filter label=stage=test",
        Options = static () => [Filter, Force],
        Arguments = ArgumentRules.None,
        Run = static context => Task.FromResult(PruneContainers(context)),
    };

    /// <summary>The row of image prune.</summary>
    public static Command Images => new()
    {
        Name = "prune",
        Summary = "Remove images that nothing uses",
        Description = "Removes dangling images; with --all, every image that no container is of",
        Examples = "{0}\n{0} --all --force\n{0} --all --filter until=240h",
        Options = static () =>
        [
            All, Filter, Force,
            Flag.Bool("external", Flag.NoShort, "Remove images that containers of other programs use (Hull's store has no such containers)"),
            Flag.Bool("build-cache", Flag.NoShort, "Remove what builds have cached in mounts (Hull keeps none)"),
        ],
        Arguments = ArgumentRules.None,
        Run = static context => Task.FromResult(PruneImages(context)),
    };

    /// <summary>Says what could not be removed, and gives the exit code.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="report">What was done.</param>
    public static int Ended(CommandContext context, PruneReport report)
    {
        context.Out.Flush();
        foreach (var failure in report.Failures) ErrorLines.Write(context.Error, failure);
        return report.Failures.Count == 0 ? ExitCodes.Success : ExitCodes.Of(report.Failures[^1]);
    }

    private static int PruneContainers(CommandContext context)
    {
        var invocation = context.Invocation;
        if (!invocation.Get(Force) && !Confirm.Ask(context, "This will remove all non running containers.\n")) return ExitCodes.Success;
        var report = context.Engine.System.PruneContainers(invocation.Get(Filter));
        foreach (var id in report.Removed) context.Out.Write(id + "\n");
        return Ended(context, report);
    }

    private static int PruneImages(CommandContext context)
    {
        var invocation = context.Invocation;
        var all = invocation.Get(All);
        var warning = all ? "This command removes all images without at least one container associated with them.\n" : "This command removes all dangling images.\n";
        if (!invocation.Get(Force) && !Confirm.Ask(context, warning)) return ExitCodes.Success;
        var report = context.Engine.System.PruneImages(all, invocation.Get(Filter));
        foreach (var id in report.Removed) context.Out.Write(id + "\n");
        return Ended(context, report);
    }
}
