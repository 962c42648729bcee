namespace Hull.Engine.Runtime;

/// <summary>
/// A seccomp profile as containers-common and Docker write it (seccomp.json): a filter whose rules hold for some capabilities,
/// architectures or kernels only.
/// </summary>
internal sealed record ProfileDocument
{
    /// <summary>What happens to calls without a rule.</summary>
    public string? DefaultAction { get; init; }

    /// <summary>The error number of the default action.</summary>
    public uint? DefaultErrnoRet { get; init; }

    /// <summary>The same by name (ENOSYS) or as digits; comes first.</summary>
    public string? DefaultErrno { get; init; }

    /// <summary>The architectures of an old profile.</summary>
    public IReadOnlyList<string>? Architectures { get; init; }

    /// <summary>The architectures by the machine's own.</summary>
    public IReadOnlyList<ProfileArchitecture>? ArchMap { get; init; }

    /// <summary>Flags of seccomp(2).</summary>
    public IReadOnlyList<string>? Flags { get; init; }

    /// <summary>The socket of a program that decides.</summary>
    public string? ListenerPath { get; init; }

    /// <summary>Words for that program.</summary>
    public string? ListenerMetadata { get; init; }

    /// <summary>The rules.</summary>
    public IReadOnlyList<ProfileRule>? Syscalls { get; init; }
}
