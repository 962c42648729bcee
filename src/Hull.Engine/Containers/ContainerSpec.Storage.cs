using System.Text.Json.Serialization;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

public sealed partial record ContainerSpec
{
    /// <summary>Bind mounts, tmpfs and the like.</summary>
    public IReadOnlyList<RuntimeMount>? Mounts { get; init; }

    /// <summary>Volumes by name (-v name:/path), and anonymous ones (-v /path).</summary>
    public IReadOnlyList<NamedVolume>? Volumes { get; init; }

    /// <summary>Directories of the host below an overlay (-v /source:/path:O).</summary>
    public IReadOnlyList<OverlayVolume>? OverlayVolumes { get; init; }

    /// <summary>Images mounted as directories (--mount type=image).</summary>
    public IReadOnlyList<ImageVolume>? ImageVolumes { get; init; }

    /// <summary>Containers whose binds and volumes are mounted too, each as CONTAINER[:OPTIONS].</summary>
    public IReadOnlyList<string>? VolumesFrom { get; init; }

    /// <summary>Devices of the host, the path as HOST[:CONTAINER][:rwm], or a CDI name as VENDOR/CLASS=NAME; in a decided spec each with its numbers and the path inside.</summary>
    public IReadOnlyList<LinuxDevice>? Devices { get; init; }

    /// <summary>GPUs, by the names that the vendor's CDI file gives them, or all.</summary>
    public IReadOnlyList<string>? Gpus { get; init; }

    /// <summary>The size of /dev/shm in bytes.</summary>
    public long? ShmSize { get; init; }

    /// <summary>The size in bytes of each tmpfs that systemd inside gets.</summary>
    public long? ShmSizeSystemd { get; init; }

    /// <summary>The IPC namespace.</summary>
    [JsonPropertyName("ipcns")]
    public NamespaceMode IpcNamespace { get; init; }

    /// <summary>Whether the root file system is read only.</summary>
    public bool? ReadOnlyFilesystem { get; init; }

    /// <summary>Whether a read-only container still gets tmpfs on /run, /tmp and /var/tmp (default true).</summary>
    public bool? ReadWriteTmpfs { get; init; }

    /// <summary>A directory of the host that is the root file system, in place of an image's; absolute in a decided spec.</summary>
    public string? Rootfs { get; init; }

    /// <summary>Whether that directory stays as it is: what the container changes lies over it, and goes when it starts again.</summary>
    public bool? RootfsOverlay { get; init; }

    /// <summary>Whether the writable layer may lose data at a power cut.</summary>
    public bool? Volatile { get; init; }
}
