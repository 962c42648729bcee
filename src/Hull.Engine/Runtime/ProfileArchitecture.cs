namespace Hull.Engine.Runtime;

/// <summary>An architecture and those that its kernel also runs.</summary>
internal sealed record ProfileArchitecture
{
    /// <summary>The machine's: SCMP_ARCH_X86_64.</summary>
    public string? Architecture { get; init; }

    /// <summary>The others: SCMP_ARCH_X86.</summary>
    public IReadOnlyList<string>? SubArchitectures { get; init; }
}
