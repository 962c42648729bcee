using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>HostConfig.IDMappings of `inspect`: each range as INSIDE:OUTSIDE:SIZE.</summary>
public sealed record InspectedIdMappings
{
    /// <summary>User ids.</summary>
    [JsonPropertyName("UidMap")] public required IReadOnlyList<string> UidMap { get; init; }

    /// <summary>Group ids.</summary>
    [JsonPropertyName("GidMap")] public required IReadOnlyList<string> GidMap { get; init; }
}
