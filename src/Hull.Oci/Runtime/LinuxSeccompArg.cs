namespace Hull.Oci.Runtime;

/// <summary>A condition on one argument of a system call.</summary>
public sealed record LinuxSeccompArg
{
    /// <summary>Which argument, 0 to 5.</summary>
    public uint Index { get; init; }

    /// <summary>The value compared with.</summary>
    public ulong Value { get; init; }

    /// <summary>The second value (the compared one of a masked comparison).</summary>
    public ulong? ValueTwo { get; init; }

    /// <summary>The comparison: SCMP_CMP_EQ.</summary>
    public required string Op { get; init; }
}
