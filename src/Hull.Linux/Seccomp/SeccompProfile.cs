namespace Hull.Linux.Seccomp;

/// <summary>A filter of system calls, every condition already resolved for the container.</summary>
public sealed record SeccompProfile
{
    /// <summary>What happens to calls without a rule.</summary>
    public required SeccompAction DefaultAction { get; init; }

    /// <summary>OCI names of architectures beside the machine's own: <c>SCMP_ARCH_X86</c>; calls of others are killed.</summary>
    public IReadOnlyList<string> Architectures { get; init; } = [];

    /// <summary>The rules.</summary>
    public IReadOnlyList<SeccompRule> Rules { get; init; } = [];
}
