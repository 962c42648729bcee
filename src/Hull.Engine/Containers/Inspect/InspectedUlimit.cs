using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>A resource limit.</summary>
public sealed record InspectedUlimit
{
    /// <summary>RLIMIT_NOFILE and so on.</summary>
    [JsonPropertyName("Name")] public required string Name { get; init; }

    /// <summary>The soft limit; -1 is unlimited.</summary>
    [JsonPropertyName("Soft")] public long Soft { get; init; }

    /// <summary>The hard limit; -1 is unlimited.</summary>
    [JsonPropertyName("Hard")] public long Hard { get; init; }
}
