using System.Text.Json.Serialization;

namespace Hull.Engine.Systemwide;

/// <summary>The host, and the programs that are used on it.</summary>
public sealed record InfoHost
{
    /// <summary>GOARCH: amd64, arm64.</summary>
    [JsonPropertyName("arch")] public required string Architecture { get; init; }

    /// <summary>Podman's; empty: no Buildah is used.</summary>
    [JsonPropertyName("buildahVersion")] public string BuildahVersion { get; init; } = "";

    /// <summary>cgroupfs or systemd.</summary>
    [JsonPropertyName("cgroupManager")] public required string CgroupManager { get; init; }

    /// <summary>v1 or v2.</summary>
    [JsonPropertyName("cgroupVersion")] public required string CgroupVersion { get; init; }

    /// <summary>The controllers that containers can be limited by.</summary>
    [JsonPropertyName("cgroupControllers")] public required IReadOnlyList<string> CgroupControllers { get; init; }

    /// <summary>conmon; null where it is missing.</summary>
    [JsonPropertyName("conmon")] public InfoProgram? Conmon { get; init; }

    /// <summary>The processors online.</summary>
    [JsonPropertyName("cpus")] public required int Cpus { get; init; }

    /// <summary>What the processors did since boot.</summary>
    [JsonPropertyName("cpuUtilization")] public required InfoCpuUsage CpuUtilization { get; init; }

    /// <summary>Always sqlite.</summary>
    [JsonPropertyName("databaseBackend")] public string DatabaseBackend { get; init; } = "sqlite";

    /// <summary>The distribution.</summary>
    [JsonPropertyName("distribution")] public required InfoDistribution Distribution { get; init; }

    /// <summary>file or none.</summary>
    [JsonPropertyName("eventLogger")] public required string EventLogger { get; init; }

    /// <summary>The host's name.</summary>
    [JsonPropertyName("hostname")] public required string HostName { get; init; }

    /// <summary>The ids that the engine runs in; nulls for root on the host.</summary>
    [JsonPropertyName("idMappings")] public required InfoIdMappings IdMappings { get; init; }

    /// <summary>The kernel's release.</summary>
    [JsonPropertyName("kernel")] public required string Kernel { get; init; }

    /// <summary>The log driver of containers that ask for none.</summary>
    [JsonPropertyName("logDriver")] public required string LogDriver { get; init; }

    /// <summary>Unused bytes of memory.</summary>
    [JsonPropertyName("memFree")] public required long MemoryFree { get; init; }

    /// <summary>Bytes of memory.</summary>
    [JsonPropertyName("memTotal")] public required long MemoryTotal { get; init; }

    /// <summary>Always hull: networks are made in-process.</summary>
    [JsonPropertyName("networkBackend")] public string NetworkBackend { get; init; } = "hull";

    /// <summary>The OCI runtime of containers that ask for none; null where there is none.</summary>
    [JsonPropertyName("ociRuntime")] public InfoRuntime? OciRuntime { get; init; }

    /// <summary>Always linux.</summary>
    [JsonPropertyName("os")] public string OperatingSystem { get; init; } = "linux";

    /// <summary>The API's socket.</summary>
    [JsonPropertyName("remoteSocket")] public required InfoRemoteSocket RemoteSocket { get; init; }

    /// <summary>pasta or slirp4netns.</summary>
    [JsonPropertyName("rootlessNetworkCmd")] public required string RootlessNetworkCommand { get; init; }

    /// <summary>Whether this is told by a service elsewhere.</summary>
    [JsonPropertyName("serviceIsRemote")] public bool ServiceIsRemote { get; init; }

    /// <summary>What separates containers from the host.</summary>
    [JsonPropertyName("security")] public required InfoSecurity Security { get; init; }

    /// <summary>pasta; empty members where it is missing.</summary>
    [JsonPropertyName("pasta")] public required InfoHelper Pasta { get; init; }

    /// <summary>slirp4netns; empty members where it is missing.</summary>
    [JsonPropertyName("slirp4netns")] public required InfoHelper Slirp4Netns { get; init; }

    /// <summary>Unused bytes of swap.</summary>
    [JsonPropertyName("swapFree")] public required long SwapFree { get; init; }

    /// <summary>Bytes of swap.</summary>
    [JsonPropertyName("swapTotal")] public required long SwapTotal { get; init; }

    /// <summary>Since boot: 30h 5m 7.00s (Approximately 1.25 days).</summary>
    [JsonPropertyName("uptime")] public required string Uptime { get; init; }

    /// <summary>The processor's variant (v8); empty on others than Arm.</summary>
    [JsonPropertyName("variant")] public required string Variant { get; init; }

    /// <summary>How the executable is linked.</summary>
    [JsonPropertyName("linkmode")] public string LinkMode { get; init; } = "dynamic";
}
