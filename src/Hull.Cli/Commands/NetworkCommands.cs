using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Engine.Containers;

namespace Hull.Cli.Commands;

/// <summary><c>hull network reload</c>.</summary>
internal static class NetworkCommands
{
    /// <summary>The row of reload.</summary>
    public static Command Reload => new()
    {
        Name = "reload",
        Summary = "Reload the network of one or more containers",
        Description = "Makes the bridge and the packet filter's rules anew, for after another program has deleted them, and publishes the containers' ports again",
        Usage = "[options] [CONTAINER...]",
        Examples = "{0} web\n{0} --all",
        Options = static () => [ContainerTargets.All, ContainerTargets.Latest],
        Arguments = ContainerTargets.Rule,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var failures = new Failures();
        foreach (var target in ContainerTargets.Select(context, static record => IsOnBridge(record)))
            failures.Attempt(() => context.Out.Write(context.Engine.Networks.Reload(target) + "\n"));
        return failures.Report(context.Error);
    }

    private static bool IsOnBridge(ContainerRecord record) =>
        record.State.Status is ContainerStatus.Running or ContainerStatus.Paused && record.Config.Spec.NetworkNamespace.Mode == "bridge";
}
