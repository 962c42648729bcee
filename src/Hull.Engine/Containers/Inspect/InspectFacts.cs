using Hull.Engine.Store;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers.Inspect;

/// <summary>What describing a container needs beside its record: gathered first, so that the description itself is pure.</summary>
internal sealed record InspectFacts
{
    /// <summary>Where everything lies.</summary>
    public required StorePaths Paths { get; init; }

    /// <summary>The time zone that times are told in.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The trees of the image's layers, lowest first.</summary>
    public required IReadOnlyList<string> LayerTrees { get; init; }

    /// <summary>The capabilities that a container gets by default, as CAP_CHOWN.</summary>
    public required IReadOnlyList<string> DefaultCapabilities { get; init; }

    /// <summary>The container whose network this one shares; null where the network is its own.</summary>
    public ContainerRecord? NetworkOwner { get; init; }

    /// <summary>The default network's name.</summary>
    public string DefaultNetwork { get; init; } = "podman";

    /// <summary>The host's name.</summary>
    public required string HostName { get; init; }

    /// <summary>config.json of the bundle; null where there is none now.</summary>
    public RuntimeSpec? Running { get; init; }

    /// <summary>The cgroup of its first process as the kernel tells it; null where its place follows from its id.</summary>
    public string? CgroupPath { get; init; }

    /// <summary>The files in the bundle, by name.</summary>
    public IReadOnlySet<string> BundleFiles { get; init; } = new HashSet<string>();

    /// <summary>The exec sessions that run.</summary>
    public IReadOnlyList<string> ExecIds { get; init; } = [];

    /// <summary>The results of its health checks, the oldest first.</summary>
    public IReadOnlyList<InspectedHealthLog> HealthLog { get; init; } = [];

    /// <summary>major:minor → node on the host, of the devices that the container names.</summary>
    public IReadOnlyDictionary<string, string> DeviceNodes { get; init; } = new Dictionary<string, string>();

    /// <summary>Bytes of the container's own files; null where nobody asked.</summary>
    public long? SizeRw { get; init; }

    /// <summary>Bytes of the container's own files and of its image's layers; 0 where nobody asked.</summary>
    public long SizeRootFs { get; init; }

    /// <summary>A time in the zone that times are told in; Go's zero time for one that never came.</summary>
    public DateTimeOffset Local(DateTimeOffset? time) => time is { } known ? TimeZoneInfo.ConvertTime(known, Zone) : DateTimeOffset.MinValue;
}
