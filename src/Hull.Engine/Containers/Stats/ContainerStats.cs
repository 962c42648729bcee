namespace Hull.Engine.Containers.Stats;

/// <summary>What a container uses at one moment, in Podman's terms. Of one that does not run all is zero.</summary>
public sealed record ContainerStats
{
    /// <summary>The container's id.</summary>
    public required string ContainerId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>CPU used since its start, in percent of one CPU.</summary>
    public double AvgCpu { get; init; }

    /// <summary>CPU used since the sample before, or without one since its start, in percent of one CPU.</summary>
    public double Cpu { get; init; }

    /// <summary>CPU time used, in nanoseconds.</summary>
    public ulong CpuNano { get; init; }

    /// <summary>CPU time used in the kernel, in nanoseconds.</summary>
    public ulong CpuSystemNano { get; init; }

    /// <summary>When the sample was taken, in nanoseconds since 1970.</summary>
    public ulong SystemNano { get; init; }

    /// <summary>Memory used, without file pages that the kernel can drop at once, in bytes.</summary>
    public ulong MemUsage { get; init; }

    /// <summary>The most memory it may use: its limit, at most the host's memory; in bytes.</summary>
    public ulong MemLimit { get; init; }

    /// <summary>Memory used, in percent of the most.</summary>
    public double MemPerc { get; init; }

    /// <summary>What each of its network interfaces has moved, loopback left out, by name.</summary>
    public IReadOnlyDictionary<string, InterfaceStats> Network { get; init; } = new Dictionary<string, InterfaceStats>();

    /// <summary>Bytes received.</summary>
    public ulong NetInput => Network.Values.Aggregate(0UL, static (sum, one) => sum + one.RxBytes);

    /// <summary>Bytes sent.</summary>
    public ulong NetOutput => Network.Values.Aggregate(0UL, static (sum, one) => sum + one.TxBytes);

    /// <summary>Bytes read from block devices.</summary>
    public ulong BlockInput { get; init; }

    /// <summary>Bytes written to block devices.</summary>
    public ulong BlockOutput { get; init; }

    /// <summary>How many processes and threads it has.</summary>
    public ulong Pids { get; init; }
}
