namespace Hull.Oci.Runtime;

/// <summary>A system call filter (runtime-spec, config-linux.md#seccomp).</summary>
public sealed record LinuxSeccomp
{
    /// <summary>What happens to calls without a rule: SCMP_ACT_ERRNO.</summary>
    public required string DefaultAction { get; init; }

    /// <summary>The error number of the default action.</summary>
    public uint? DefaultErrnoRet { get; init; }

    /// <summary>The architectures: SCMP_ARCH_X86_64.</summary>
    public IReadOnlyList<string>? Architectures { get; init; }

    /// <summary>Flags of seccomp(2).</summary>
    public IReadOnlyList<string>? Flags { get; init; }

    /// <summary>The socket of a program that decides on calls with the action SCMP_ACT_NOTIFY.</summary>
    public string? ListenerPath { get; init; }

    /// <summary>Words for that program.</summary>
    public string? ListenerMetadata { get; init; }

    /// <summary>The rules.</summary>
    public IReadOnlyList<LinuxSyscall>? Syscalls { get; init; }
}
