namespace Hull.Oci.Runtime;

/// <summary>One rule of a system call filter.</summary>
public sealed record LinuxSyscall
{
    /// <summary>The calls' names.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The action: SCMP_ACT_ALLOW.</summary>
    public required string Action { get; init; }

    /// <summary>The error number of SCMP_ACT_ERRNO.</summary>
    public uint? ErrnoRet { get; init; }

    /// <summary>Conditions on arguments.</summary>
    public IReadOnlyList<LinuxSeccompArg>? Args { get; init; }
}
