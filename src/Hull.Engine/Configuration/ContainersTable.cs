namespace Hull.Engine.Configuration;

/// <summary>
/// [containers] of containers.conf(5): what every new container gets unless it is told otherwise. Each member is the key of the same
/// name in snake case; the initial values are Podman's built-in defaults.
/// </summary>
public sealed record ContainersTable
{
    /// <summary>Annotations added, each NAME=VALUE.</summary>
    public IReadOnlyList<string> Annotations { get; init; } = [];

    /// <summary>The AppArmor profile; empty takes the host's default.</summary>
    public string ApparmorProfile { get; init; } = "";

    /// <summary>The file /etc/hosts starts from: a path, image, none, or empty for the host's.</summary>
    public string BaseHostsFile { get; init; } = "";

    /// <summary>The cgroup namespace: private or host; empty is private on cgroup v2 and host on v1.</summary>
    public string Cgroupns { get; init; } = "";

    /// <summary>enabled, disabled, no-conmon or split.</summary>
    public string Cgroups { get; init; } = "enabled";

    /// <summary>cgroup v2 files and values, each NAME=VALUE.</summary>
    public IReadOnlyList<string> CgroupConf { get; init; } = [];

    /// <summary>Whether a container without a host name gets its name as one.</summary>
    public bool ContainerNameAsHostname { get; init; }

    /// <summary>The capabilities of a container, as CAP_CHOWN.</summary>
    public IReadOnlyList<string> DefaultCapabilities { get; init; } =
    [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_NET_BIND_SERVICE", "CAP_SETFCAP", "CAP_SETGID",
        "CAP_SETPCAP", "CAP_SETUID", "CAP_SYS_CHROOT",
    ];

    /// <summary>Kernel parameters, each NAME=VALUE; those of a namespace shared with the host are left out.</summary>
    public IReadOnlyList<string> DefaultSysctls { get; init; } = [];

    /// <summary>ulimits, each NAME=SOFT[:HARD].</summary>
    public IReadOnlyList<string> DefaultUlimits { get; init; } = [];

    /// <summary>Devices, each HOST[:CONTAINER][:rwm].</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>Options of resolv.conf.</summary>
    public IReadOnlyList<string> DnsOptions { get; init; } = [];

    /// <summary>Search domains of resolv.conf.</summary>
    public IReadOnlyList<string> DnsSearches { get; init; } = [];

    /// <summary>Name servers of resolv.conf.</summary>
    public IReadOnlyList<string> DnsServers { get; init; } = [];

    /// <summary>Environment variables, each NAME=VALUE.</summary>
    public IReadOnlyList<string> Env { get; init; } = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];

    /// <summary>Whether the host's environment is passed on.</summary>
    public bool EnvHost { get; init; }

    /// <summary>The address of host.containers.internal; empty lets the engine choose, none leaves the name out.</summary>
    public string HostContainersInternalIp { get; init; } = "";

    /// <summary>Whether the host's proxy variables are passed on.</summary>
    public bool HttpProxy { get; init; } = true;

    /// <summary>Whether an init process runs as PID 1.</summary>
    public bool Init { get; init; }

    /// <summary>The init program on the host; empty searches for catatonit.</summary>
    public string InitPath { get; init; } = "";

    /// <summary>device names interfaces inside after the network's device; empty counts them.</summary>
    public string InterfaceName { get; init; } = "";

    /// <summary>The IPC namespace: shareable, private, host or none.</summary>
    public string Ipcns { get; init; } = "shareable";

    /// <summary>Whether the runtime makes a session keyring.</summary>
    public bool Keyring { get; init; } = true;

    /// <summary>Whether SELinux labels separate containers (where SELinux is on).</summary>
    public bool Label { get; init; } = true;

    /// <summary>k8s-file, none, journald or passthrough; empty is k8s-file.</summary>
    public string LogDriver { get; init; } = "";

    /// <summary>The directory of log files; empty keeps each in its container's directory.</summary>
    public string LogPath { get; init; } = "";

    /// <summary>The most bytes of a log file; negative is unlimited.</summary>
    public long LogSizeMax { get; init; } = -1;

    /// <summary>The template of a log entry's tag.</summary>
    public string LogTag { get; init; } = "";

    /// <summary>Mounts, each in the words of --mount.</summary>
    public IReadOnlyList<string> Mounts { get; init; } = [];

    /// <summary>The network namespace: private, bridge, host, none or a network's name.</summary>
    public string Netns { get; init; } = "private";

    /// <summary>Whether /etc/hosts is left to the image.</summary>
    public bool NoHosts { get; init; }

    /// <summary>The OOM killer's adjustment, -1000 to 1000; null leaves the engine's own.</summary>
    public int? OomScoreAdj { get; init; }

    /// <summary>The PID namespace: private or host.</summary>
    public string Pidns { get; init; } = "private";

    /// <summary>The most processes; 0 or less is unlimited.</summary>
    public long PidsLimit { get; init; } = 2048;

    /// <summary>Whether containers are privileged.</summary>
    public bool Privileged { get; init; }

    /// <summary>Whether root file systems are read only.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The seccomp profile: a path or unconfined; empty takes the ecosystem's default.</summary>
    public string SeccompProfile { get; init; } = "";

    /// <summary>The size of /dev/shm in bytes.</summary>
    public long ShmSize { get; init; } = 65536 * 1024;

    /// <summary>The time zone: a name of the zone database, local, or empty for the image's.</summary>
    public string Tz { get; init; } = "";

    /// <summary>The file mode creation mask, octal.</summary>
    public string Umask { get; init; } = "0022";

    /// <summary>The user namespace: host, auto, keep-id, nomap or private.</summary>
    public string Userns { get; init; } = "";

    /// <summary>The UTS namespace: private or host.</summary>
    public string Utsns { get; init; } = "private";

    /// <summary>Volumes, each in the words of --volume.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];
}
