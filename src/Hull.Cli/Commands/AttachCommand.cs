using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Engine.Containers;

namespace Hull.Cli.Commands;

/// <summary><c>hull attach</c>.</summary>
internal static class AttachCommand
{
    private static readonly Option<bool> NoStdin = Flag.Bool("no-stdin", Flag.NoShort, "Do not attach standard input");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "attach",
        Summary = "Attach to a running container",
        Description = "Connects this terminal to the first process of a container, until it ends or the detach keys are typed",
        Usage = "[options] CONTAINER",
        Examples = "{0} myctr\n{0} --no-stdin 1234",
        Options = static () => [RunOptions.DetachKeys, ContainerTargets.Latest, NoStdin, RunOptions.SigProxy],
        Arguments = static invocation => ArgumentRules.AtMost(1)(invocation) ?? (invocation.Arguments.Count, invocation.Get(ContainerTargets.Latest)) switch
        {
            (0, false) => "attach requires the name or id of one running container or the latest flag",
            ( > 0, true) => "--latest and containers cannot be used together",
            _ => null,
        },
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var record = context.Engine.Containers.Get(ContainerTargets.One(context));
        using var attached = new AttachedRun(context, record.Config.Spec.Terminal == true, invocation.Get(RunOptions.SigProxy));
        var input = !invocation.Get(NoStdin) && record.Config.Spec.Stdin == true;
        var streams = attached.Streams(input, output: true, error: true, invocation.Get(RunOptions.DetachKeys));
        var outcome = context.Engine.Containers.Attach(record.Config.Id, streams, attached.Connect);
        return outcome.End == AttachEnd.Detached ? ExitCodes.Success : outcome.ExitCode;
    }
}
