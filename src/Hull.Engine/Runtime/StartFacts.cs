using Hull.Oci.Runtime;

namespace Hull.Engine.Runtime;

/// <summary>What one start adds to the frozen configuration: where things lie on the host this time.</summary>
internal sealed record StartFacts
{
    /// <summary>The mounted root file system.</summary>
    public required string Rootfs { get; init; }

    /// <summary>The cgroup's path (cgroupfs) or slice:prefix:name (systemd); null with cgroups disabled.</summary>
    public string? CgroupsPath { get; init; }

    /// <summary>Whether the one hierarchy is cgroup v2.</summary>
    public required bool CgroupV2 { get; init; }

    /// <summary>Whether the engine runs as an ordinary user or inside a user namespace.</summary>
    public required bool Rootless { get; init; }

    /// <summary>Who the process is.</summary>
    public required ResolvedUser User { get; init; }

    /// <summary>The filter; null only where unconfined was asked.</summary>
    public SeccompFilter? Seccomp { get; init; }

    /// <summary>Files of the engine bound into the container: path inside → file on the host (/etc/hosts, /etc/resolv.conf, /etc/hostname, /run/.containerenv, /etc/passwd, /etc/group).</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>The directory bound to /dev/shm; null where the namespace or the runtime brings its own.</summary>
    public string? ShmDirectory { get; init; }

    /// <summary>Namespace files to join, by the specification's type (pid, network, ipc, uts, user, cgroup): of other containers, of a path, of the network made.</summary>
    public IReadOnlyDictionary<string, string> Namespaces { get; init; } = new Dictionary<string, string>();

    /// <summary>Host directories of the image's anonymous volumes: path inside → directory.</summary>
    public IReadOnlyDictionary<string, string> ImageVolumes { get; init; } = new Dictionary<string, string>();

    /// <summary>The init program on the host; null without one.</summary>
    public string? Init { get; init; }

    /// <summary>All devices of the host, for a privileged container.</summary>
    public IReadOnlyList<LinuxDevice> HostDevices { get; init; } = [];

    /// <summary>Whether the kernel has POSIX message queues.</summary>
    public bool Mqueue { get; init; } = true;
}
