using Hull.Engine.Health;
using Hull.Engine.Inspect;

namespace Hull.Engine.Containers.Inspect;

/// <summary>Health checks in `inspect`.</summary>
internal static class DescribeHealth
{
    /// <summary>State.Health: what the checks found; null where there is no check.</summary>
    public static InspectedHealth? State(ContainerConfig config, ContainerState state, InspectFacts facts)
    {
        if (config.Spec.HealthConfig is not { IsOn: true }) return null;
        var health = state.Health ?? new HealthState();
        return new InspectedHealth { Status = health.Word, FailingStreak = health.FailingStreak, Log = facts.HealthLog.Count > 0 ? facts.HealthLog : null };
    }

    /// <summary>Config.Healthcheck.</summary>
    public static InspectedHealthcheck? Check(ContainerSpec spec) => spec.HealthConfig is not { } check ? null : new InspectedHealthcheck
    {
        Test = check.Test,
        StartPeriod = JudgeHealth.Span(check.StartPeriod ?? 0),
        StartInterval = JudgeHealth.Span(check.StartInterval ?? 0),
        Interval = JudgeHealth.Span(check.Interval ?? 0),
        Timeout = JudgeHealth.Span(check.Timeout ?? 0),
        Retries = check.Retries ?? 0,
    };

    /// <summary>Config.StartupHealthCheck.</summary>
    public static InspectedStartupHealthcheck? Startup(ContainerSpec spec) => spec.StartupHealthConfig is not { } check ? null : new InspectedStartupHealthcheck
    {
        Test = check.Test,
        Interval = JudgeHealth.Span(check.Interval ?? 0),
        Timeout = JudgeHealth.Span(check.Timeout ?? 0),
        Retries = check.Retries ?? 0,
        Successes = check.Successes ?? 0,
    };
}
