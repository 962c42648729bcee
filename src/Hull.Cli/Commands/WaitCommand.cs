using System.Globalization;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Core.GoSyntax;

namespace Hull.Cli.Commands;

/// <summary><c>hull wait</c>.</summary>
internal static class WaitCommand
{
    private static readonly Option<string> Interval = Flag.Text("interval", 'i', "Taken for compatibility: the end itself is waited for, nothing is polled", "250ms");
    private static readonly Option<bool> Ignore = Flag.Bool("ignore", Flag.NoShort, "Print -1 for a container that is missing");
    private static readonly Option<string[]> Condition = Flag.Slice("condition", Flag.NoShort, "What to wait for (\"stopped\"|\"exited\")");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "wait",
        Summary = "Block on one or more containers",
        Description = "Waits until each container has ended, and prints its exit code",
        Usage = "[options] CONTAINER [CONTAINER...]",
        Examples = "{0} myctr\n{0} ctr1 ctr2",
        Options = static () =>
        [
            Interval, Ignore, Condition, ContainerTargets.Latest,
            Refused.Switch("exit-first-match", "End when the first container matches", "Hull waits for one container after the other"),
        ],
        Arguments = Check,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static string? Check(Invocation invocation)
    {
        var interval = invocation.Get(Interval);
        if (GoDuration.Read(interval, out _) is { } failure && GoDuration.Read(interval + "ms", out _) is not null) return failure;
        foreach (var condition in invocation.Get(Condition))
        {
            if (condition is not ("stopped" or "exited"))
                return $"--condition {condition} is not supported yet: Hull waits for the end of a container";
        }
        var latest = invocation.Get(ContainerTargets.Latest);
        if (!latest && invocation.Arguments.Count == 0) return $"{GoQuote.Text(invocation.Path)} requires a name, id, or the \"--latest\" flag";
        return latest && invocation.Arguments.Count > 0 ? "--latest and containers cannot be used together" : null;
    }

    private static int Run(CommandContext context)
    {
        var failures = new Failures();
        foreach (var target in ContainerTargets.Select(context))
            failures.Attempt(() => context.Out.Write(Wait(context, target).ToString(CultureInfo.InvariantCulture) + "\n"));
        return failures.Report(context.Error);
    }

    private static int Wait(CommandContext context, string target)
    {
        try
        {
            return context.Engine.Containers.Wait(target);
        }
        catch (EngineException failure) when (failure.Kind == ErrorKind.NotFound && context.Invocation.Get(Ignore))
        {
            return -1;
        }
    }
}
