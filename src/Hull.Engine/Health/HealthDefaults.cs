namespace Hull.Engine.Health;

/// <summary>What holds where nobody says otherwise (podman-run(1)); times in nanoseconds.</summary>
internal static class HealthDefaults
{
    /// <summary>Results are kept with the container.</summary>
    public const string Local = "local";

    /// <summary>Results are kept with the container, and told as events.</summary>
    public const string EventsLogger = "events_logger";

    /// <summary>The most results kept.</summary>
    public const uint MaxLogCount = 5;

    /// <summary>The most characters kept of a result.</summary>
    public const uint MaxLogSize = 500;

    /// <summary>Failures in a row until unhealthy.</summary>
    public const int Retries = 3;

    /// <summary>Between two checks, and until one has failed.</summary>
    public const long Interval = 30_000_000_000;

    /// <summary>The least timeout.</summary>
    public const long Second = 1_000_000_000;
}
