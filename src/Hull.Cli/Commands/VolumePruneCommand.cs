using Hull.Cli.CommandLine;
using Hull.Cli.Output;

namespace Hull.Cli.Commands;

/// <summary><c>hull volume prune</c>.</summary>
internal static class VolumePruneCommand
{
    private static readonly Option<bool> All = Flag.Bool("all", 'a', "Remove named volumes too, not only anonymous ones");
    private static readonly Option<bool> DryRun = Flag.Bool("dry-run", Flag.NoShort, "Show which volumes would be removed");
    private static readonly Option<bool> Force = Flag.Bool("force", 'f', "Do not ask");
    private static readonly Option<string[]> Filter = Flag.Array("filter", Flag.NoShort, "Remove the volumes that pass a filter (name=value)");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "prune",
        Summary = "Remove unused volumes",
        Description = "Removes anonymous volumes that no container uses, and with --all named ones",
        Examples = "{0}\n{0} --force --all\n{0} --all --filter label=mylabel=mylabelvalue",
        Options = static () => [All, DryRun, Filter, Force],
        Arguments = ArgumentRules.None,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var all = invocation.Get(All);
        var names = context.Engine.Volumes.Prunable(all, invocation.Get(Filter));
        if (invocation.Get(DryRun))
        {
            foreach (var name in names) context.Out.Write(name + "\n");
            return ExitCodes.Success;
        }
        if (!invocation.Get(Force) && !Confirm(context, names, all ? "" : "anonymous ")) return ExitCodes.Success;
        foreach (var name in context.Engine.Volumes.Prune(names)) context.Out.Write(name + "\n");
        return ExitCodes.Success;
    }

    private static bool Confirm(CommandContext context, IReadOnlyList<string> names, string sort)
    {
        context.Out.Write($"WARNING! This will remove all {sort}volumes not used by at least one container. The following volumes will be removed:\n");
        if (names.Count == 0)
        {
            context.Out.Write($"No dangling {sort}volumes found\n");
            return false;
        }
        foreach (var name in names) context.Out.Write(name + "\n");
        context.Out.Write("Are you sure you want to continue? [y/N] ");
        context.Out.Flush();
        return Prompt.Answer(context);
    }
}
