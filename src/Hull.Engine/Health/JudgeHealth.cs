using Hull.Engine.Containers;

namespace Hull.Engine.Health;

/// <summary>What a result makes of what was known before. Pure.</summary>
internal static class JudgeHealth
{
    /// <summary>Whether the checks of the start are still to succeed.</summary>
    public static bool IsStarting(ContainerSpec spec, HealthState state) => spec.StartupHealthConfig?.IsOn == true && !state.StartupPassed;

    /// <summary>Whether failures do not count at this moment.</summary>
    public static bool IsInStartPeriod(ContainerSpec spec, ContainerState container, DateTimeOffset moment) =>
        container.Started is { } started && moment - started < Span(spec.HealthConfig?.StartPeriod ?? 0);

    /// <summary>The state after a check of the container's start.</summary>
    public static HealthState AfterStartup(HealthCheck check, HealthState before, bool passed)
    {
        if (!passed) return before with { StartupFailures = before.StartupFailures + 1, StartupSuccesses = 0 };
        var successes = before.StartupSuccesses + 1;
        return before with { StartupFailures = 0, StartupSuccesses = successes, StartupPassed = successes >= (check.Successes ?? 0) };
    }

    /// <summary>Whether so many checks of the start failed that the container is to be started again.</summary>
    public static bool MustStartAgain(HealthCheck check, HealthState state) => check.Retries is > 0 and var retries && state.StartupFailures >= retries;

    /// <summary>The state after a check of the running container.</summary>
    public static HealthState After(HealthCheck check, HealthState before, bool passed, bool inStartPeriod)
    {
        if (passed) return before with { Status = HealthStatus.Healthy, FailingStreak = 0 };
        if (inStartPeriod) return before;
        var streak = before.FailingStreak + 1;
        return before with { FailingStreak = streak, Status = streak >= (check.Retries ?? 1) ? HealthStatus.Unhealthy : before.Status };
    }

    /// <summary>How long until the next check is due by itself; null where none is.</summary>
    public static TimeSpan? NextDelay(ContainerSpec spec, ContainerState container, HealthState state, DateTimeOffset now)
    {
        if (spec.HealthConfig is not { IsOn: true } check) return null;
        if (IsStarting(spec, state)) return NullIfNone(spec.StartupHealthConfig!.Interval);
        if (check.StartInterval is > 0 and var early && state.Status == HealthStatus.Starting && IsInStartPeriod(spec, container, now)) return Span(early);
        return NullIfNone(check.Interval);
    }

    /// <summary>A time in nanoseconds.</summary>
    public static TimeSpan Span(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    private static TimeSpan? NullIfNone(long? nanoseconds) => nanoseconds is > 0 and var some ? Span(some) : null;
}
