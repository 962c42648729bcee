namespace Hull.Oci.Runtime;

/// <summary>CPU limits.</summary>
public sealed record LinuxCpu
{
    /// <summary>The relative weight (v1 scale, 2 to 262144).</summary>
    public ulong? Shares { get; init; }

    /// <summary>Microseconds of CPU allowed in each period; -1 is unlimited.</summary>
    public long? Quota { get; init; }

    /// <summary>The period in microseconds.</summary>
    public ulong? Period { get; init; }

    /// <summary>Real-time microseconds in each period.</summary>
    public long? RealtimeRuntime { get; init; }

    /// <summary>The real-time period in microseconds.</summary>
    public ulong? RealtimePeriod { get; init; }

    /// <summary>The CPUs allowed: 0-2,7.</summary>
    public string? Cpus { get; init; }

    /// <summary>The memory nodes allowed.</summary>
    public string? Mems { get; init; }
}
