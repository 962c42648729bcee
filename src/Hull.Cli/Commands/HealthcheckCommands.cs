using System.Globalization;
using Hull.Cli.CommandLine;
using Hull.Engine.Health;

namespace Hull.Cli.Commands;

/// <summary><c>hull healthcheck run</c>.</summary>
internal static class HealthcheckCommands
{
    private static readonly Option<bool> IgnoreResult = Flag.Bool("ignore-result", Flag.NoShort, "Succeed whatever the check finds");

    // For the clock of a container's checks (native/health.c): prints how many milliseconds to sleep.
    private static readonly Option<bool> Scheduled =
        new("scheduled", Flag.NoShort, "bool", "Run a check whose time has come", false, ValueReaders.ReadBool) { ValueWhenBare = "true", Hidden = true };

    // For systemd's timer, which repeats itself.
    private static readonly Option<string> Timer =
        new("timer", Flag.NoShort, "string", "Run a check because this timer of systemd says so", "", ValueReaders.ReadText) { Hidden = true };

    /// <summary>The row of the command table.</summary>
    public static Command Run => new()
    {
        Name = "run",
        Summary = "Run the health check of a container",
        Description = "Runs a container's health check once. Leaves 0 if it succeeds and 1 if it fails",
        Usage = "[options] CONTAINER",
        Examples = "{0} mywebapp",
        Options = static () => [IgnoreResult, Scheduled, Timer],
        Arguments = ArgumentRules.Exactly(1),
        Run = static context => Task.FromResult(context.Invocation.Get(Scheduled) || context.Invocation.Has(Timer) ? RunScheduled(context) : RunOnce(context)),
    };

    private static int RunOnce(CommandContext context)
    {
        var outcome = context.Engine.Containers.CheckHealth(context.Invocation.Arguments[0].TrimStart('/'));
        if (outcome == HealthOutcome.Healthy) return ExitCodes.Success;
        context.Out.Write(outcome switch
        {
            HealthOutcome.Starting => "starting\n",
            HealthOutcome.Stopped => "stopped\n",
            _ => "unhealthy\n",
        });
        return context.Invocation.Get(IgnoreResult) ? ExitCodes.Success : ExitCodes.No;
    }

    private static int RunScheduled(CommandContext context)
    {
        var timer = context.Invocation.Has(Timer) ? context.Invocation.Get(Timer) : null;
        if (context.Engine.Containers.CheckHealthOnTime(context.Invocation.Arguments[0], timer) is { } delay && timer is null)
            context.Out.Write(((long)Math.Ceiling(delay.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture) + "\n");
        return ExitCodes.Success;
    }
}
