using Hull.Engine.Rootless;
using Hull.Linux.HostFacts;

namespace Hull.Engine.Containers.Ids;

/// <summary>What the host says of ids, gathered only where a container gets a user namespace of its own.</summary>
internal sealed record IdFacts
{
    /// <summary>The user ids of the namespace that the engine is in.</summary>
    public required IdMap Users { get; init; }

    /// <summary>Its group ids.</summary>
    public required IdMap Groups { get; init; }

    /// <summary>Who runs the engine, by the host's numbers; root is 0.</summary>
    public uint CallerUser { get; init; }

    /// <summary>The caller's group.</summary>
    public uint CallerGroup { get; init; }

    /// <summary>The caller's account; null where the host's /etc/passwd has none.</summary>
    public HostAccount? Caller { get; init; }

    /// <summary>/etc/subuid: the ranges that auto takes from or --subuidname names, by the host's numbers.</summary>
    public IReadOnlyList<SubordinateRange> SubordinateUsers { get; init; } = [];

    /// <summary>/etc/subgid, as <see cref="SubordinateUsers"/>.</summary>
    public IReadOnlyList<SubordinateRange> SubordinateGroups { get; init; } = [];

    /// <summary>The ids of all other containers.</summary>
    public IReadOnlyList<IdMaps> Taken { get; init; } = [];

    /// <summary>One more than the largest id that the image's files and accounts have.</summary>
    public uint ImageSize { get; init; }

    /// <summary>The ids of the namespace that is joined.</summary>
    public IdMaps? Joined { get; init; }
}
