using Hull.Engine.Networks;

namespace Hull.Engine.Containers.Checkpoints;

/// <summary>How a container is restored from its checkpoint.</summary>
public sealed record RestoreOptions
{
    /// <summary>Whether file locks are restored.</summary>
    public bool FileLocks { get; init; }

    /// <summary>Of an archive: whether what was written to the root file system is left out.</summary>
    public bool IgnoreRootfs { get; init; }

    /// <summary>Whether the container may get another IP address.</summary>
    public bool IgnoreStaticIp { get; init; }

    /// <summary>Whether the container may get another hardware address.</summary>
    public bool IgnoreStaticMac { get; init; }

    /// <summary>Of an archive: whether volumes are left out.</summary>
    public bool IgnoreVolumes { get; init; }

    /// <summary>Whether the checkpoint, and CRIU's logs and statistics, stay.</summary>
    public bool Keep { get; init; }

    /// <summary>Of an archive: the container's new name; null keeps name and id.</summary>
    public string? Name { get; init; }

    /// <summary>Of an archive: the ports to publish instead; null keeps them.</summary>
    public IReadOnlyList<PortMapping>? Publish { get; init; }

    /// <summary>Whether open TCP connections are restored.</summary>
    public bool TcpEstablished { get; init; }
}
