using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Engine.Containers;

namespace Hull.Cli.Commands;

/// <summary><c>hull init</c>.</summary>
internal static class InitCommand
{
    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "init",
        Summary = "Initialize one or more containers",
        Description = "Does all of a start but the start: mounts, network, specification. To look at a container before its process runs",
        Usage = "[options] CONTAINER [CONTAINER...]",
        Examples = "{0} 35480fc9d568\n{0} test1\n{0} --latest",
        Options = static () => [ContainerTargets.All, ContainerTargets.Latest],
        Arguments = ContainerTargets.Rule,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var failures = new Failures();
        foreach (var target in ContainerTargets.Select(context, static record => record.State.Status is ContainerStatus.Configured or ContainerStatus.Exited))
        {
            failures.Attempt(() =>
            {
                context.Engine.Containers.Initialize(target);
                context.Out.Write(target + "\n");
                context.Out.Flush();
            });
        }
        return failures.Report(context.Error);
    }
}
