using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>HostConfig of `inspect`: what depends on the host. The members stand in Podman's order.</summary>
public sealed record InspectedHostConfig
{
    /// <summary>Binds and volumes, each SOURCE:DESTINATION:OPTIONS.</summary>
    [JsonPropertyName("Binds")] public required IReadOnlyList<string> Binds { get; init; }

    /// <summary>cgroupfs or systemd.</summary>
    [JsonPropertyName("CgroupManager")] public required string CgroupManager { get; init; }

    /// <summary>The cgroup namespace: private, host, container:ID or ns:PATH.</summary>
    [JsonPropertyName("CgroupMode")] public required string CgroupMode { get; init; }

    /// <summary>The file that the id was written to at create; empty without one.</summary>
    [JsonPropertyName("ContainerIDFile")] public required string ContainerIdFile { get; init; }

    /// <summary>Where its output goes.</summary>
    [JsonPropertyName("LogConfig")] public required InspectedLogConfig LogConfig { get; init; }

    /// <summary>The network namespace: none, host, bridge, container:ID or ns:PATH.</summary>
    [JsonPropertyName("NetworkMode")] public required string NetworkMode { get; init; }

    /// <summary>"80/tcp" → where it is published.</summary>
    [JsonPropertyName("PortBindings")]
    public IReadOnlyDictionary<string, IReadOnlyList<InspectedHostPort>?> PortBindings { get; init; } = new Dictionary<string, IReadOnlyList<InspectedHostPort>?>();

    /// <summary>What happens at its end.</summary>
    [JsonPropertyName("RestartPolicy")] public required InspectedRestartPolicy RestartPolicy { get; init; }

    /// <summary>Whether it is removed at its end.</summary>
    [JsonPropertyName("AutoRemove")] public bool AutoRemove { get; init; }

    /// <summary>Whether its image is removed with it.</summary>
    [JsonPropertyName("AutoRemoveImage")] public bool AutoRemoveImage { get; init; }

    /// <summary>The OCI annotations; null without any.</summary>
    [JsonPropertyName("Annotations")] public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Docker's; always empty.</summary>
    [JsonPropertyName("VolumeDriver")] public string VolumeDriver { get; init; } = "";

    /// <summary>The containers whose volumes it takes; null without any.</summary>
    [JsonPropertyName("VolumesFrom")] public IReadOnlyList<string>? VolumesFrom { get; init; }

    /// <summary>Capabilities beyond the configured default.</summary>
    [JsonPropertyName("CapAdd")] public required IReadOnlyList<string> CapAdd { get; init; }

    /// <summary>Capabilities of the configured default that it lacks, sorted.</summary>
    [JsonPropertyName("CapDrop")] public required IReadOnlyList<string> CapDrop { get; init; }

    /// <summary>Name servers.</summary>
    [JsonPropertyName("Dns")] public required IReadOnlyList<string> Dns { get; init; }

    /// <summary>Options of resolv.conf.</summary>
    [JsonPropertyName("DnsOptions")] public required IReadOnlyList<string> DnsOptions { get; init; }

    /// <summary>Search domains.</summary>
    [JsonPropertyName("DnsSearch")] public required IReadOnlyList<string> DnsSearch { get; init; }

    /// <summary>Lines of /etc/hosts, each NAME:ADDRESS.</summary>
    [JsonPropertyName("ExtraHosts")] public required IReadOnlyList<string> ExtraHosts { get; init; }

    /// <summary>The file that /etc/hosts starts from where the container chose one of its own; else empty.</summary>
    [JsonPropertyName("HostsFile")] public string HostsFile { get; init; } = "";

    /// <summary>Supplementary groups.</summary>
    [JsonPropertyName("GroupAdd")] public required IReadOnlyList<string> GroupAdd { get; init; }

    /// <summary>The IPC namespace: shareable, private, none, host, container:ID or ns:PATH.</summary>
    [JsonPropertyName("IpcMode")] public required string IpcMode { get; init; }

    /// <summary>Docker's; always empty.</summary>
    [JsonPropertyName("Cgroup")] public string Cgroup { get; init; } = "";

    /// <summary>default or disabled.</summary>
    [JsonPropertyName("Cgroups")] public required string Cgroups { get; init; }

    /// <summary>Docker's; always null.</summary>
    [JsonPropertyName("Links")] public IReadOnlyList<string>? Links { get; init; }

    /// <summary>The OOM killer's adjustment, -1000 to 1000.</summary>
    [JsonPropertyName("OomScoreAdj")] public int OomScoreAdj { get; init; }

    /// <summary>The PID namespace: private, host, container:ID or ns:PATH.</summary>
    [JsonPropertyName("PidMode")] public required string PidMode { get; init; }

    /// <summary>Whether it has all capabilities and devices and no filter.</summary>
    [JsonPropertyName("Privileged")] public bool Privileged { get; init; }

    /// <summary>Whether all exposed ports are published.</summary>
    [JsonPropertyName("PublishAllPorts")] public bool PublishAllPorts { get; init; }

    /// <summary>Whether its root file system is read only.</summary>
    [JsonPropertyName("ReadonlyRootfs")] public bool ReadonlyRootfs { get; init; }

    /// <summary>What was asked by --security-opt, and unmask=all where nothing is masked.</summary>
    [JsonPropertyName("SecurityOpt")] public required IReadOnlyList<string> SecurityOpt { get; init; }

    /// <summary>tmpfs mounts: path → options joined by commas.</summary>
    [JsonPropertyName("Tmpfs")] public required IReadOnlyDictionary<string, string> Tmpfs { get; init; }

    /// <summary>The UTS namespace: private, host, container:ID or ns:PATH.</summary>
    [JsonPropertyName("UTSMode")] public required string UtsMode { get; init; }

    /// <summary>The user namespace: empty without one, private, container:ID or ns:PATH.</summary>
    [JsonPropertyName("UsernsMode")] public required string UsernsMode { get; init; }

    /// <summary>The id mappings; left out without a user namespace.</summary>
    [JsonPropertyName("IDMappings")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public InspectedIdMappings? IdMappings { get; init; }

    /// <summary>Bytes of /dev/shm.</summary>
    [JsonPropertyName("ShmSize")] public long ShmSize { get; init; }

    /// <summary>Docker's; always oci, as Podman's.</summary>
    [JsonPropertyName("Runtime")] public string Runtime { get; init; } = "oci";

    /// <summary>Docker's; always 0, 0.</summary>
    [JsonPropertyName("ConsoleSize")] public IReadOnlyList<uint> ConsoleSize { get; init; } = [0, 0];

    /// <summary>Docker's for Windows; always empty.</summary>
    [JsonPropertyName("Isolation")] public string Isolation { get; init; } = "";

    /// <summary>The relative CPU weight; 0 is the kernel's default.</summary>
    [JsonPropertyName("CpuShares")] public ulong CpuShares { get; init; }

    /// <summary>The memory limit in bytes; 0 is none.</summary>
    [JsonPropertyName("Memory")] public long Memory { get; init; }

    /// <summary>CPUs allowed, in billionths; 0 where there is no limit or the period is not 100 ms.</summary>
    [JsonPropertyName("NanoCpus")] public long NanoCpus { get; init; }

    /// <summary>The cgroup that its own is a child of; empty is the default.</summary>
    [JsonPropertyName("CgroupParent")] public required string CgroupParent { get; init; }

    /// <summary>The relative I/O weight; 0 is the kernel's default.</summary>
    [JsonPropertyName("BlkioWeight")] public ushort BlkioWeight { get; init; }

    /// <summary>I/O weights by device; null where no I/O limit at all was asked.</summary>
    [JsonPropertyName("BlkioWeightDevice")] public IReadOnlyList<InspectedWeightDevice>? BlkioWeightDevice { get; init; }

    /// <summary>Bytes read a second by device; null where no I/O limit at all was asked.</summary>
    [JsonPropertyName("BlkioDeviceReadBps")] public IReadOnlyList<InspectedThrottleDevice>? BlkioDeviceReadBps { get; init; }

    /// <summary>Bytes written a second by device; null where no I/O limit at all was asked.</summary>
    [JsonPropertyName("BlkioDeviceWriteBps")] public IReadOnlyList<InspectedThrottleDevice>? BlkioDeviceWriteBps { get; init; }

    /// <summary>Reads a second by device; null where no I/O limit at all was asked.</summary>
    [JsonPropertyName("BlkioDeviceReadIOps")] public IReadOnlyList<InspectedThrottleDevice>? BlkioDeviceReadIops { get; init; }

    /// <summary>Writes a second by device; null where no I/O limit at all was asked.</summary>
    [JsonPropertyName("BlkioDeviceWriteIOps")] public IReadOnlyList<InspectedThrottleDevice>? BlkioDeviceWriteIops { get; init; }

    /// <summary>The CPU period in microseconds; 0 is the kernel's default.</summary>
    [JsonPropertyName("CpuPeriod")] public ulong CpuPeriod { get; init; }

    /// <summary>Microseconds of CPU in each period; 0 is no limit.</summary>
    [JsonPropertyName("CpuQuota")] public long CpuQuota { get; init; }

    /// <summary>The real-time period in microseconds.</summary>
    [JsonPropertyName("CpuRealtimePeriod")] public ulong CpuRealtimePeriod { get; init; }

    /// <summary>Real-time microseconds in each period.</summary>
    [JsonPropertyName("CpuRealtimeRuntime")] public long CpuRealtimeRuntime { get; init; }

    /// <summary>The CPUs allowed; empty is all.</summary>
    [JsonPropertyName("CpusetCpus")] public required string CpusetCpus { get; init; }

    /// <summary>The memory nodes allowed; empty is all.</summary>
    [JsonPropertyName("CpusetMems")] public required string CpusetMems { get; init; }

    /// <summary>Devices that it was given; empty where it is privileged and has them all.</summary>
    [JsonPropertyName("Devices")] public required IReadOnlyList<InspectedDevice> Devices { get; init; }

    /// <summary>Docker's; always 0.</summary>
    [JsonPropertyName("DiskQuota")] public ulong DiskQuota { get; init; }

    /// <summary>Docker's; always 0.</summary>
    [JsonPropertyName("KernelMemory")] public long KernelMemory { get; init; }

    /// <summary>The soft memory limit in bytes; 0 is none.</summary>
    [JsonPropertyName("MemoryReservation")] public long MemoryReservation { get; init; }

    /// <summary>The limit of memory and swap in bytes; 0 is none.</summary>
    [JsonPropertyName("MemorySwap")] public long MemorySwap { get; init; }

    /// <summary>0 to 100; null is the host's.</summary>
    [JsonPropertyName("MemorySwappiness")] public long? MemorySwappiness { get; init; }

    /// <summary>Whether its tasks sleep instead of being killed when its memory runs out.</summary>
    [JsonPropertyName("OomKillDisable")] public bool OomKillDisable { get; init; }

    /// <summary>Whether an init process runs as PID 1; left out where none does.</summary>
    [JsonPropertyName("Init")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool HasInit { get; init; }

    /// <summary>The most processes; 0 is no limit.</summary>
    [JsonPropertyName("PidsLimit")] public long PidsLimit { get; init; }

    /// <summary>Resource limits.</summary>
    [JsonPropertyName("Ulimits")] public required IReadOnlyList<InspectedUlimit> Ulimits { get; init; }

    /// <summary>Docker's for Windows; always 0.</summary>
    [JsonPropertyName("CpuCount")] public ulong CpuCount { get; init; }

    /// <summary>Docker's for Windows; always 0.</summary>
    [JsonPropertyName("CpuPercent")] public ulong CpuPercent { get; init; }

    /// <summary>Docker's for Windows; always 0.</summary>
    [JsonPropertyName("IOMaximumIOps")] public ulong IOMaximumIops { get; init; }

    /// <summary>Docker's for Windows; always 0.</summary>
    [JsonPropertyName("IOMaximumBandwidth")] public ulong IOMaximumBandwidth { get; init; }

    /// <summary>cgroup v2 files and their values; null where none were given.</summary>
    [JsonPropertyName("CgroupConf")] public IReadOnlyDictionary<string, string>? CgroupConf { get; init; }
}
