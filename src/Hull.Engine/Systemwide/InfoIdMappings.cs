using System.Text.Json.Serialization;

namespace Hull.Engine.Systemwide;

/// <summary>The ids that the engine runs in; null where they are the host's.</summary>
public sealed record InfoIdMappings
{
    /// <summary>Group ids.</summary>
    [JsonPropertyName("gidmap")] public IReadOnlyList<InfoIdMap>? GidMap { get; init; }

    /// <summary>User ids.</summary>
    [JsonPropertyName("uidmap")] public IReadOnlyList<InfoIdMap>? UidMap { get; init; }
}
