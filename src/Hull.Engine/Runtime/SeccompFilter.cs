using Hull.Oci.Runtime;

namespace Hull.Engine.Runtime;

/// <summary>A container's system call filter, in both forms.</summary>
internal sealed record SeccompFilter
{
    /// <summary>linux.seccomp of config.json: a LinuxSeccomp as JSON.</summary>
    public required RawJson Rules { get; init; }

    /// <summary>The compiled filter in base64 for a crun that takes it; null for every other runtime.</summary>
    public string? Bpf { get; init; }
}
