namespace Hull.Linux.Seccomp;

/// <summary>What happens to some system calls.</summary>
public sealed record SeccompRule
{
    /// <summary>Names of system calls; those that the library does not know are passed over.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The action.</summary>
    public required SeccompAction Action { get; init; }

    /// <summary>Conditions that must all hold; but where two are on the same argument, each is a rule of its own.</summary>
    public IReadOnlyList<SeccompComparison> Comparisons { get; init; } = [];
}
