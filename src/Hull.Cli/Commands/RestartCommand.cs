using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Engine.Containers;

namespace Hull.Cli.Commands;

/// <summary><c>hull restart</c>.</summary>
internal static class RestartCommand
{
    private static readonly Option<bool> Running = Flag.Bool("running", Flag.NoShort, "Restart running containers only");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "restart",
        Summary = "Restart one or more containers",
        Description = "Stops containers that run, and starts them again",
        Usage = "[options] CONTAINER [CONTAINER...]",
        Examples = "{0} myctr\n{0} --latest\n{0} ctr1 ctr2",
        Options = static () =>
        [
            ContainerTargets.All, ContainerTargets.CidFile, ContainerTargets.Filter, ContainerTargets.Latest, Running, StopCommand.Time,
        ],
        Arguments = static invocation => invocation.Get(Running) && invocation.Arguments.Count == 0 ? null : ContainerTargets.Rule(invocation),
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var failures = new Failures();
        var timeout = StopCommand.TimeOf(context.Invocation);
        foreach (var target in Targets(context))
        {
            failures.Attempt(() =>
            {
                context.Engine.Containers.Restart(target, timeout);
                context.Out.Write(target + "\n");
                context.Out.Flush();
            });
        }
        return failures.Report(context.Error);
    }

    private static IEnumerable<string> Targets(CommandContext context)
    {
        if (!context.Invocation.Get(Running)) return ContainerTargets.Select(context);
        var wanted = context.Invocation.Arguments.Count == 0 ? null : ContainerTargets.Select(context);
        return context.Engine.Containers.List()
            .Where(record => record.State.Status == ContainerStatus.Running)
            .Where(record => wanted is null || wanted.Contains(record.Config.Name) || wanted.Any(name => record.Config.Id.StartsWith(name, StringComparison.Ordinal)))
            .Select(static record => record.Config.Id);
    }
}
