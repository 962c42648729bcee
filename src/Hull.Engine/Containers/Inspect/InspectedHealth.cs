using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>State.Health of `inspect`: what the health checks found.</summary>
public sealed record InspectedHealth
{
    /// <summary>starting, healthy, unhealthy or stopped.</summary>
    [JsonPropertyName("Status")] public required string Status { get; init; }

    /// <summary>Failures in a row.</summary>
    [JsonPropertyName("FailingStreak")] public int FailingStreak { get; init; }

    /// <summary>The last checks, oldest first.</summary>
    [JsonPropertyName("Log")] public IReadOnlyList<InspectedHealthLog>? Log { get; init; }
}
