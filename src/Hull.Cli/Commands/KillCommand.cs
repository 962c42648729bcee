using Hull.Cli.CommandLine;
using Hull.Cli.Options.Values;
using Hull.Cli.Output;
using Hull.Engine.Containers;
using Hull.Linux.Processes;

namespace Hull.Cli.Commands;

/// <summary><c>hull kill</c>.</summary>
internal static class KillCommand
{
    private static readonly Option<string> SignalOption = Flag.Text("signal", 's', "Signal to send", "KILL");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "kill",
        Summary = "Kill one or more running containers with a specific signal",
        Description = "Sends a signal to the first process of each container",
        Usage = "[options] CONTAINER [CONTAINER...]",
        Examples = "{0} myctr\n{0} 860a4b23\n{0} --signal TERM myctr",
        Options = static () => [ContainerTargets.All, ContainerTargets.CidFile, ContainerTargets.Latest, SignalOption],
        Arguments = ContainerTargets.Rule,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var failures = new Failures();
        var signal = new Signal(SignalText.Read(context.Invocation.Get(SignalOption)));
        foreach (var target in ContainerTargets.Select(context, static record => record.State.Status == ContainerStatus.Running))
        {
            failures.Attempt(() =>
            {
                context.Engine.Containers.Kill(target, signal);
                context.Out.Write(target + "\n");
            });
        }
        return failures.Report(context.Error);
    }
}
