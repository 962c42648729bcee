using Hull.Engine.Cdi;
using Hull.Engine.Configuration;
using Hull.Engine.Containers.Ids;
using Hull.Engine.Networks;
using Hull.Engine.Runtime;

namespace Hull.Engine.Containers;

/// <summary>All that <see cref="ResolveContainer"/> decides from.</summary>
internal sealed record ResolveRequest
{
    /// <summary>What was asked. Modes `container` of namespaces carry the full id of the other container.</summary>
    public required ContainerSpec Spec { get; init; }

    /// <summary>The image, found.</summary>
    public required ContainerImage Image { get; init; }

    /// <summary>The settings.</summary>
    public required EngineSettings Settings { get; init; }

    /// <summary>The host.</summary>
    public required HostFacts Host { get; init; }

    /// <summary>What lies at the host's paths that the request names (<see cref="HostPaths.Of"/>).</summary>
    public required IReadOnlyDictionary<string, HostPath> Paths { get; init; }

    /// <summary>The runtime chosen (<see cref="FindRuntime"/>).</summary>
    public required OciRuntimeChoice Runtime { get; init; }

    /// <summary>The init program on the host (<see cref="FindPrograms.Init"/>), where one is asked for by the request or the settings.</summary>
    public string? InitProgram { get; init; }

    /// <summary>cgroupfs or systemd, as chosen.</summary>
    public required string CgroupManager { get; init; }

    /// <summary>The new container's id, 64 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name chosen where the caller gave none.</summary>
    public required string GeneratedName { get; init; }

    /// <summary>Now.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The directory of the container's own files, below which the log file lies by default.</summary>
    public required string ContainerDirectory { get; init; }

    /// <summary>Whether a journald runs on the host.</summary>
    public bool HasJournal { get; init; }

    /// <summary>Whether this host's conmon knows an option; asked only where one of newer ones is needed.</summary>
    public Func<string, bool> MonitorKnows { get; init; } = static _ => false;

    /// <summary>The images that the request mounts, by the names given there.</summary>
    public IReadOnlyDictionary<string, ContainerImage> MountedImages { get; init; } = new Dictionary<string, ContainerImage>();

    /// <summary>What the containers named by --volumes-from share.</summary>
    public LentMounts Lent { get; init; } = LentMounts.None;

    /// <summary>A name for an anonymous volume, another each time.</summary>
    public Func<string> NewVolumeName { get; init; } = static () => Linux.HostFacts.RandomBytes.Hex(64);

    /// <summary>The host's CDI devices; null where none is asked for.</summary>
    public CdiRegistry? Cdi { get; init; }

    /// <summary>What the host says of ids (<see cref="GatherIds"/>); null where the container gets no user namespace of its own.</summary>
    public IdFacts? Ids { get; init; }

    /// <summary>Whether the runtime sets an execution domain; asked of it only where one is asked for.</summary>
    public bool RuntimeSetsPersonality { get; init; }

    /// <summary>The accounts of the host that the request names (<see cref="ReadHostAccounts"/>).</summary>
    public IReadOnlyList<HostAccount> HostAccounts { get; init; } = [];

    /// <summary>Chooses the host's first port of a mapping that leaves it open; null where no port is free.</summary>
    public Func<PortMapping, ushort?> FreePort { get; init; } = static _ => null;
}
