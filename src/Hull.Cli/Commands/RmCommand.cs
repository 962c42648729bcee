using Hull.Cli.CommandLine;
using Hull.Cli.Output;

namespace Hull.Cli.Commands;

/// <summary><c>hull rm</c>.</summary>
internal static class RmCommand
{
    private static readonly Option<bool> Force = Flag.Bool("force", 'f', "Kill containers that run");
    private static readonly Option<bool> Volumes = Flag.Bool("volumes", 'v', "Remove the anonymous volumes of the container");
    private static readonly Option<bool> Depend = Flag.Bool("depend", Flag.NoShort, "Remove the containers that depend on it too");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "rm",
        Summary = "Remove one or more containers",
        Description = "Removes containers with all that was written in them. One that runs needs --force",
        Usage = "[options] CONTAINER [CONTAINER...]",
        Examples = "{0} myctr\n{0} ctr1 ctr2 860a4b23\n{0} --force --all\n{0} -f c684f0d469f2",
        Options = static () =>
        [
            ContainerTargets.All, ContainerTargets.CidFile, Depend, ContainerTargets.FilterWithoutLetter, Force, ContainerTargets.Ignore,
            ContainerTargets.Latest, StopCommand.Time, Volumes,
        ],
        Arguments = static invocation => invocation.Has(StopCommand.Time) && !invocation.Get(Force)
            ? "--force option must be specified to use the --time option"
            : ContainerTargets.Rule(invocation),
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var failures = new Failures();
        var force = context.Invocation.Get(Force);
        var ignore = force || context.Invocation.Get(ContainerTargets.Ignore);
        var timeout = StopCommand.TimeOf(context.Invocation);
        foreach (var target in Targets(context))
        {
            failures.Attempt(() =>
            {
                if (ignore && !context.Engine.Containers.Exists(target)) return;
                if (context.Invocation.Get(Depend)) RemoveDependents(context, target, force, timeout);
                context.Engine.Containers.Remove(target, force, timeout, context.Invocation.Get(Volumes));
                context.Out.Write(target + "\n");
            });
        }
        return failures.ReportRemoval(context.Error);
    }

    // A container is younger than those whose namespaces it joins: the youngest goes first.
    private static IEnumerable<string> Targets(CommandContext context)
    {
        var targets = ContainerTargets.Select(context);
        return context.Invocation.Arguments.Count == 0 ? targets.Reverse() : targets;
    }

    private static void RemoveDependents(CommandContext context, string target, bool force, uint? timeout)
    {
        if (!context.Engine.Containers.Exists(target)) return;
        foreach (var id in context.Engine.Containers.DependentsOf(target))
        {
            RemoveDependents(context, id, force, timeout);
            if (!context.Engine.Containers.Exists(id)) continue;
            context.Engine.Containers.Remove(id, force, timeout, context.Invocation.Get(Volumes));
            context.Out.Write(id + "\n");
        }
    }
}
