namespace Hull.Oci.Runtime;

/// <summary>One resource limit.</summary>
public sealed record PosixRlimit
{
    /// <summary>The limit's name: RLIMIT_NOFILE.</summary>
    public required string Type { get; init; }

    /// <summary>The hard limit; <see cref="ulong.MaxValue"/> is unlimited.</summary>
    public ulong Hard { get; init; }

    /// <summary>The soft limit; <see cref="ulong.MaxValue"/> is unlimited.</summary>
    public ulong Soft { get; init; }
}
