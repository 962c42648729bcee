using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Engine.Containers;

namespace Hull.Cli.Commands;

/// <summary><c>hull pause</c> and <c>hull unpause</c>.</summary>
internal static class PauseCommand
{
    /// <summary>The row of pause.</summary>
    public static Command Row => new()
    {
        Name = "pause",
        Summary = "Pause all the processes in one or more containers",
        Description = "Freezes all processes of containers that run",
        Usage = "[options] CONTAINER [CONTAINER...]",
        Examples = "{0} myctr\n{0} 860a4b23\n{0} --all",
        Options = static () => [ContainerTargets.All, ContainerTargets.CidFile, ContainerTargets.Filter, ContainerTargets.Latest],
        Arguments = ContainerTargets.Rule,
        Run = static context => Task.FromResult(Run(context, ContainerStatus.Running, context.Engine.Containers.Pause)),
    };

    /// <summary>The row of unpause.</summary>
    public static Command Unpause => Row with
    {
        Name = "unpause",
        Summary = "Unpause the processes in one or more containers",
        Description = "Lets the processes of paused containers go on",
        Run = static context => Task.FromResult(Run(context, ContainerStatus.Paused, context.Engine.Containers.Unpause)),
    };

    private static int Run(CommandContext context, ContainerStatus ofAll, Action<string> verb)
    {
        var failures = new Failures();
        foreach (var target in ContainerTargets.Select(context, record => record.State.Status == ofAll))
        {
            failures.Attempt(() =>
            {
                verb(target);
                context.Out.Write(target + "\n");
            });
        }
        return failures.Report(context.Error);
    }
}
