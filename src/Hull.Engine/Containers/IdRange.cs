using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

/// <summary>Ids of a container's user namespace that follow each other, and those of the engine's that they stand for.</summary>
/// <param name="ContainerId">The first inside.</param>
/// <param name="HostId">The first as the engine sees it.</param>
/// <param name="Size">How many.</param>
public readonly record struct IdRange(
    [property: JsonPropertyName("container_id")] uint ContainerId,
    [property: JsonPropertyName("host_id")] uint HostId,
    [property: JsonPropertyName("size")] uint Size)
{
    /// <summary>Behind the last id inside.</summary>
    [JsonIgnore]
    public ulong ContainerEnd => (ulong)ContainerId + Size;

    /// <summary>Behind the last id of the engine's.</summary>
    [JsonIgnore]
    public ulong HostEnd => (ulong)HostId + Size;

    /// <summary>INSIDE:OUTSIDE:SIZE.</summary>
    public override string ToString() => $"{ContainerId}:{HostId}:{Size}";
}
