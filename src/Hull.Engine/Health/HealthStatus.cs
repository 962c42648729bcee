using System.Text.Json.Serialization;

namespace Hull.Engine.Health;

/// <summary>What the health checks of a container have found.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HealthStatus>))]
public enum HealthStatus
{
    /// <summary>No check has succeeded, and not too many have failed.</summary>
    Starting,

    /// <summary>The checks succeed, or have not failed often enough in a row.</summary>
    Healthy,

    /// <summary>Too many checks failed in a row.</summary>
    Unhealthy,

    /// <summary>The container has ended.</summary>
    Stopped,
}
