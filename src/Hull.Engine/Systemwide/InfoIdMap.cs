using System.Text.Json.Serialization;

namespace Hull.Engine.Systemwide;

/// <summary>A range of ids.</summary>
public sealed record InfoIdMap
{
    /// <summary>The first id inside.</summary>
    [JsonPropertyName("container_id")] public uint ContainerId { get; init; }

    /// <summary>The id it stands for outside.</summary>
    [JsonPropertyName("host_id")] public uint HostId { get; init; }

    /// <summary>How many ids follow each other.</summary>
    [JsonPropertyName("size")] public uint Size { get; init; }
}
