using System.Text.Json.Serialization;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

public sealed partial record ContainerSpec
{
    /// <summary>cgroup limits.</summary>
    public LinuxResources? ResourceLimits { get; init; }

    /// <summary>ulimits.</summary>
    [JsonPropertyName("r_limits")]
    public IReadOnlyList<PosixRlimit>? Rlimits { get; init; }

    /// <summary>The OOM killer's adjustment, -1000 to 1000.</summary>
    public int? OomScoreAdj { get; init; }

    /// <summary>enabled, disabled, no-conmon or split.</summary>
    public string? CgroupsMode { get; init; }

    /// <summary>The cgroup that the container's becomes a child of.</summary>
    public string? CgroupParent { get; init; }
}
