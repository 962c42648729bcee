using System.Text.Json.Serialization;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

public sealed partial record ContainerSpec
{
    /// <summary>Bind mounts, tmpfs and the like.</summary>
    public IReadOnlyList<RuntimeMount>? Mounts { get; init; }

    /// <summary>Volumes by name (-v name:/path), and anonymous ones (-v /path).</summary>
    public IReadOnlyList<NamedVolume>? Volumes { get; init; }

    /// <summary>Devices of the host, the path as HOST[:CONTAINER][:rwm]; in a decided spec each with its numbers and the path inside.</summary>
    public IReadOnlyList<LinuxDevice>? Devices { get; init; }

    /// <summary>The size of /dev/shm in bytes.</summary>
    public long? ShmSize { get; init; }

    /// <summary>The IPC namespace.</summary>
    [JsonPropertyName("ipcns")]
    public NamespaceMode IpcNamespace { get; init; }

    /// <summary>Whether the root file system is read only.</summary>
    public bool? ReadOnlyFilesystem { get; init; }

    /// <summary>Whether a read-only container still gets tmpfs on /run, /tmp and /var/tmp (default true).</summary>
    public bool? ReadWriteTmpfs { get; init; }

    /// <summary>Whether the writable layer may lose data at a power cut.</summary>
    public bool? Volatile { get; init; }
}
