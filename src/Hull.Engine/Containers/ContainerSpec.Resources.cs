using System.Text.Json.Serialization;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

public sealed partial record ContainerSpec
{
    /// <summary>cgroup limits.</summary>
    public LinuxResources? ResourceLimits { get; init; }

    /// <summary>Rules of the device cgroup beside those of the devices.</summary>
    [JsonPropertyName("device_cgroup_rule")]
    public IReadOnlyList<LinuxDeviceCgroup>? DeviceCgroupRules { get; init; }

    /// <summary>Weights of block I/O: device of the host → weight.</summary>
    [JsonPropertyName("weightDevice")]
    public IReadOnlyDictionary<string, LinuxWeightDevice>? WeightDevice { get; init; }

    /// <summary>Bytes read a second: device of the host → rate.</summary>
    [JsonPropertyName("throttleReadBpsDevice")]
    public IReadOnlyDictionary<string, LinuxThrottleDevice>? ThrottleReadBpsDevice { get; init; }

    /// <summary>Bytes written a second: device of the host → rate.</summary>
    [JsonPropertyName("throttleWriteBpsDevice")]
    public IReadOnlyDictionary<string, LinuxThrottleDevice>? ThrottleWriteBpsDevice { get; init; }

    /// <summary>Reads a second: device of the host → rate.</summary>
    [JsonPropertyName("throttleReadIOPSDevice")]
    public IReadOnlyDictionary<string, LinuxThrottleDevice>? ThrottleReadIopsDevice { get; init; }

    /// <summary>Writes a second: device of the host → rate.</summary>
    [JsonPropertyName("throttleWriteIOPSDevice")]
    public IReadOnlyDictionary<string, LinuxThrottleDevice>? ThrottleWriteIopsDevice { get; init; }

    /// <summary>The class of service of the processor's cache.</summary>
    [JsonPropertyName("intelRdt")]
    public LinuxIntelRdt? IntelRdt { get; init; }

    /// <summary>ulimits; as asked an empty list keeps the engine's own.</summary>
    [JsonPropertyName("r_limits")]
    public IReadOnlyList<PosixRlimit>? Rlimits { get; init; }

    /// <summary>The OOM killer's adjustment, -1000 to 1000.</summary>
    public int? OomScoreAdj { get; init; }

    /// <summary>enabled, disabled, no-conmon or split.</summary>
    public string? CgroupsMode { get; init; }

    /// <summary>The cgroup that the container's becomes a child of.</summary>
    public string? CgroupParent { get; init; }
}
