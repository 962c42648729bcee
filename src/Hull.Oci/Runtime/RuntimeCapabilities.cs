namespace Hull.Oci.Runtime;

/// <summary>The five capability sets, each a list of names as CAP_CHOWN. Hull fills the inheritable set only with what the ambient set needs: capabilities added by name for a user other than root.</summary>
public sealed record RuntimeCapabilities
{
    /// <summary>The bounding set.</summary>
    public IReadOnlyList<string>? Bounding { get; init; }

    /// <summary>The effective set.</summary>
    public IReadOnlyList<string>? Effective { get; init; }

    /// <summary>The inheritable set: no more than the ambient one needs.</summary>
    public IReadOnlyList<string>? Inheritable { get; init; }

    /// <summary>The permitted set.</summary>
    public IReadOnlyList<string>? Permitted { get; init; }

    /// <summary>The ambient set.</summary>
    public IReadOnlyList<string>? Ambient { get; init; }
}
