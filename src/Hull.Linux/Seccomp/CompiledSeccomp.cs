namespace Hull.Linux.Seccomp;

/// <summary>A filter as the kernel takes it.</summary>
/// <param name="Bpf">The program: struct sock_filter after struct sock_filter, 8 bytes each.</param>
/// <param name="UnknownSyscalls">Names that the library does not know; they have no rule.</param>
public sealed record CompiledSeccomp(ReadOnlyMemory<byte> Bpf, IReadOnlyList<string> UnknownSyscalls);
