using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

/// <summary>
/// DECIDED: the ids of a container's user namespace: what number a file of the container's root has for the engine. None of the ranges
/// goes over the end of a range of the namespace that the engine is in, which the kernel would refuse.
/// </summary>
public sealed record IdMaps
{
    // What the kernel shows for an id that has no counterpart (fs.overflowuid).
    private const uint Nobody = 65534;

    /// <summary>User ids.</summary>
    [JsonPropertyName("users")]
    public required IReadOnlyList<IdRange> Users { get; init; }

    /// <summary>Group ids.</summary>
    [JsonPropertyName("groups")]
    public required IReadOnlyList<IdRange> Groups { get; init; }

    /// <summary>What the engine calls a user of the container.</summary>
    /// <param name="inside">The number inside.</param>
    /// <returns>The number; nobody's where the id is not mapped.</returns>
    public uint HostUser(uint inside) => ToHost(Users, inside) ?? Nobody;

    /// <summary>What the engine calls a group of the container.</summary>
    /// <param name="inside">The number inside.</param>
    /// <returns>The number; nobody's where the id is not mapped.</returns>
    public uint HostGroup(uint inside) => ToHost(Groups, inside) ?? Nobody;

    /// <summary>Whether the container has a group of this number.</summary>
    /// <param name="inside">The number inside.</param>
    public bool HasGroup(uint inside) => ToHost(Groups, inside) is not null;

    /// <summary>Whether the container has a user of this number.</summary>
    /// <param name="inside">The number inside.</param>
    public bool HasUser(uint inside) => ToHost(Users, inside) is not null;

    /// <summary>What the container calls a user of the engine's; null where it is none of its own.</summary>
    /// <param name="outside">The number outside.</param>
    public uint? ContainerUser(uint outside) => ToContainer(Users, outside);

    /// <summary>What the container calls a group of the engine's; null where it is none of its own.</summary>
    /// <param name="outside">The number outside.</param>
    public uint? ContainerGroup(uint outside) => ToContainer(Groups, outside);

    private static uint? ToHost(IReadOnlyList<IdRange> ranges, uint inside)
    {
        foreach (var range in ranges)
            if (inside >= range.ContainerId && inside < range.ContainerEnd) return range.HostId + (inside - range.ContainerId);
        return null;
    }

    private static uint? ToContainer(IReadOnlyList<IdRange> ranges, uint outside)
    {
        foreach (var range in ranges)
            if (outside >= range.HostId && outside < range.HostEnd) return range.ContainerId + (outside - range.HostId);
        return null;
    }
}
