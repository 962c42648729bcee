using System.Text.Json.Serialization;

namespace Hull.Oci.Runtime;

/// <summary>One range of an id mapping. Its JSON names are the specification's.</summary>
public sealed record LinuxIdMapping
{
    /// <summary>The first id inside.</summary>
    [JsonPropertyName("containerID")]
    public uint ContainerId { get; init; }

    /// <summary>The first id outside.</summary>
    [JsonPropertyName("hostID")]
    public uint HostId { get; init; }

    /// <summary>How many.</summary>
    public uint Size { get; init; }
}
