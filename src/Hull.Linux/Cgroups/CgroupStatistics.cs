namespace Hull.Linux.Cgroups;

/// <summary>What a group uses; null where its controller is missing.</summary>
public sealed record CgroupStatistics
{
    /// <summary>Bytes in use, less the file cache that the kernel would give up first (as Docker and Podman count).</summary>
    public ulong? MemoryBytes { get; init; }

    /// <summary>The limit of memory in bytes; null also where there is none.</summary>
    public ulong? MemoryLimitBytes { get; init; }

    /// <summary>Processor time in nanoseconds since the group was made.</summary>
    public ulong? CpuNanoseconds { get; init; }

    /// <summary>Of it, time in the kernel.</summary>
    public ulong? CpuSystemNanoseconds { get; init; }

    /// <summary>Processes and threads now.</summary>
    public ulong? Tasks { get; init; }

    /// <summary>The most processes and threads; null also where there is no limit.</summary>
    public ulong? TaskLimit { get; init; }

    /// <summary>Bytes read from block devices.</summary>
    public ulong? BlockReadBytes { get; init; }

    /// <summary>Bytes written to block devices.</summary>
    public ulong? BlockWrittenBytes { get; init; }
}
