using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>What `import` makes of a plain tar.</summary>
public sealed record ImportOptions
{
    /// <summary>Containerfile instructions that set up the configuration (see <see cref="ImageChanges"/>).</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>The message kept in the history; null for Podman's "imported from tarball".</summary>
    public string? Message { get; init; }

    /// <summary>The name it gets; null for none.</summary>
    public ImageReference? Name { get; init; }

    /// <summary>The platform; null for the host's.</summary>
    public Platform? Platform { get; init; }

    /// <summary>When the image counts as made: the file's time, so that the same import gives the same id; null for now.</summary>
    public DateTimeOffset? Created { get; init; }
}
