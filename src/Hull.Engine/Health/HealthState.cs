using System.Text.Json.Serialization;
using Hull.Linux.Processes;

namespace Hull.Engine.Health;

/// <summary>OBSERVED: what the health checks of this run of a container have found. The results of the checks themselves are in a file.</summary>
public sealed record HealthState
{
    /// <summary>Where it stands.</summary>
    public HealthStatus Status { get; init; }

    /// <summary>Failures in a row.</summary>
    public int FailingStreak { get; init; }

    /// <summary>Whether the checks of the start are over.</summary>
    public bool StartupPassed { get; init; }

    /// <summary>Successes in a row of the checks of the start.</summary>
    public int StartupSuccesses { get; init; }

    /// <summary>Failures in a row of the checks of the start.</summary>
    public int StartupFailures { get; init; }

    /// <summary>The process that runs the checks on their interval; 0 where there is none.</summary>
    public int ClockPid { get; init; }

    /// <summary>That process's start time.</summary>
    public ulong ClockStartTime { get; init; }

    /// <summary>The timer of systemd that runs them in the process's place; null where there is none.</summary>
    public string? Timer { get; init; }

    /// <summary>The timer's interval.</summary>
    public TimeSpan TimerInterval { get; init; }

    /// <summary>Whether something runs the checks on their interval.</summary>
    [JsonIgnore] internal bool HasClock => Timer is not null || Clock.IsAlive;

    /// <summary>The process that runs the checks on their interval.</summary>
    [JsonIgnore] internal ProcessIdentity Clock => new(ClockPid, ClockStartTime);

    /// <summary>The same without what runs the checks.</summary>
    internal HealthState WithoutClock() => this with { ClockPid = 0, ClockStartTime = 0, Timer = null, TimerInterval = TimeSpan.Zero };

    /// <summary>The word that `inspect` and `ps` print.</summary>
    [JsonIgnore] internal string Word => WordOf(Status);

    /// <summary>Podman's word for a status.</summary>
    /// <param name="status">The status.</param>
    public static string WordOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Unhealthy => "unhealthy",
        HealthStatus.Stopped => "stopped",
        _ => "starting",
    };
}
