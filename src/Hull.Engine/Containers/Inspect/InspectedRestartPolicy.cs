using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>HostConfig.RestartPolicy of `inspect`.</summary>
public sealed record InspectedRestartPolicy
{
    /// <summary>no, on-failure, always or unless-stopped.</summary>
    [JsonPropertyName("Name")] public required string Name { get; init; }

    /// <summary>How often on-failure restarts; 0 is without end.</summary>
    [JsonPropertyName("MaximumRetryCount")] public uint MaximumRetryCount { get; init; }
}
