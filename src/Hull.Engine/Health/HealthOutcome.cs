namespace Hull.Engine.Health;

/// <summary>How one check came out.</summary>
public enum HealthOutcome
{
    /// <summary>The command succeeded.</summary>
    Healthy,

    /// <summary>It failed.</summary>
    Unhealthy,

    /// <summary>It failed while failures do not count yet.</summary>
    Starting,

    /// <summary>The container ended while it ran.</summary>
    Stopped,
}
