using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Engine.Containers;

namespace Hull.Cli.Commands;

/// <summary><c>hull stop</c>.</summary>
internal static class StopCommand
{
    /// <summary>Seconds between the stop signal and SIGKILL.</summary>
    public static readonly Option<long> Time =
        new("time", 't', "int", "Seconds between the stop signal and SIGKILL; negative waits without end", 10, ValueReaders.ReadInt) { DefaultText = "10", Aliases = ["timeout"] };

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "stop",
        Summary = "Stop one or more containers",
        Description = "Sends each container its stop signal, and SIGKILL if it has not ended in time",
        Usage = "[options] CONTAINER [CONTAINER...]",
        Examples = "{0} myctr\n{0} --latest\n{0} --time 2 myctr 6e534f14da9d",
        Options = static () =>
        [
            ContainerTargets.All, ContainerTargets.CidFile, ContainerTargets.Filter, ContainerTargets.Ignore, ContainerTargets.Latest, Time,
        ],
        Arguments = ContainerTargets.Rule,
        Run = static context => Task.FromResult(Run(context)),
    };

    /// <summary>The time that was given, as the engine takes it; null leaves it to the container.</summary>
    /// <param name="invocation">The command line.</param>
    public static uint? TimeOf(Invocation invocation)
    {
        if (!invocation.Has(Time)) return null;
        var seconds = invocation.Get(Time);
        return seconds is < 0 or > uint.MaxValue ? uint.MaxValue : (uint)seconds;
    }

    private static int Run(CommandContext context)
    {
        var failures = new Failures();
        var timeout = TimeOf(context.Invocation);
        foreach (var target in ContainerTargets.Select(context, static record => record.State.Status == ContainerStatus.Running))
        {
            failures.Attempt(() =>
            {
                if (context.Invocation.Get(ContainerTargets.Ignore) && !context.Engine.Containers.Exists(target)) return;
                context.Engine.Containers.Stop(target, timeout);
                context.Out.Write(target + "\n");
                context.Out.Flush();
            });
        }
        return failures.Report(context.Error);
    }
}
