using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Engine.Runtime;

/// <summary>What one start adds to the frozen configuration: where things lie on the host this time.</summary>
internal sealed record StartFacts
{
    /// <summary>The mounted root file system.</summary>
    public required string Rootfs { get; init; }

    /// <summary>The cgroup's path (cgroupfs) or slice:prefix:name (systemd); null with cgroups disabled.</summary>
    public string? CgroupsPath { get; init; }

    /// <summary>Who the process is (<see cref="ResolveUser"/>).</summary>
    public required ResolvedUser User { get; init; }

    /// <summary>The filter (<see cref="LoadSeccomp"/>); null only where unconfined was asked.</summary>
    public SeccompFilter? Seccomp { get; init; }

    /// <summary>Files of the engine bound into the container: path inside → file on the host (/etc/hosts, /etc/resolv.conf, /etc/hostname, /run/.containerenv, /etc/passwd, /etc/group, /etc/localtime).</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables that hold secrets, each NAME=VALUE: known to a start only, never to the configuration.</summary>
    public IReadOnlyList<string> SecretEnv { get; init; } = [];

    /// <summary>
    /// The directory bound to /dev/shm: one of the engine's that other containers can share, another container's, or the host's /dev/shm.
    /// Null where the IPC mode is none, or to let the runtime mount a tmpfs that nobody can share.
    /// </summary>
    public string? ShmDirectory { get; init; }

    /// <summary>Namespace files to join, by the specification's type (pid, network, ipc, uts, user, cgroup): of other containers, of the network made.</summary>
    public IReadOnlyDictionary<string, string> Namespaces { get; init; } = new Dictionary<string, string>();

    /// <summary>What is mounted beside the engine's own (<see cref="PrepareMounts"/>); null takes the mounts of the spec as they are.</summary>
    public IReadOnlyList<RuntimeMount>? Mounts { get; init; }

    /// <summary>The directory with the socket that readiness is told to, bound to /run/notify; null where nobody is told.</summary>
    public string? NotifyDirectory { get; init; }

    /// <summary>Whether the host's cgroups are version 2 alone.</summary>
    public bool CgroupV2 { get; init; }

    /// <summary>Whether the host has systemd's own hierarchy, /sys/fs/cgroup/systemd of version 1.</summary>
    public bool HasSystemdHierarchy { get; init; }

    /// <summary>The init program on the host (InitPath of the decided spec); null without one.</summary>
    public string? Init { get; init; }

    /// <summary>All devices of the host, for a privileged container (<see cref="HostDevices"/>).</summary>
    public IReadOnlyList<LinuxDevice> HostDevices { get; init; } = [];

    /// <summary>Whether the engine runs in a user's namespace: the kernel then mounts the views of namespaces only for those that belong to it.</summary>
    public bool Rootless { get; init; }

    /// <summary>
    /// The folder of cgroup file systems and, for a runtime that forgets their flags when the folder is made read-only (crun), each of them; of
    /// v1 only, where the folder is a tmpfs that the runtimes leave writable.
    /// </summary>
    public IReadOnlyList<string> CgroupFolders { get; init; } = [];

    /// <summary>Whether the user namespace is one that is there already, whose ids the runtime is not told.</summary>
    public bool JoinsUsers { get; init; }

    /// <summary>Whether group 5, tty, is mapped: devpts takes no owner that is not.</summary>
    public bool HasTtyGroup { get; init; } = true;

    /// <summary>Whether the kernel has POSIX message queues.</summary>
    public bool Mqueue { get; init; } = true;
}
