namespace Hull.Oci.Runtime;

/// <summary>The root file system of a container.</summary>
public sealed record RuntimeRoot
{
    /// <summary>Its path on the host, absolute or relative to the bundle.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it is read only inside.</summary>
    public bool? Readonly { get; init; }
}
