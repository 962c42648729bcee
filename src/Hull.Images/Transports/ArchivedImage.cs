using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>An image found in an archive or directory, its documents read and verified, its layers not yet.</summary>
internal sealed record ArchivedImage
{
    /// <summary>The manifest, or null where the format has none and it is composed from the layers (docker-archive).</summary>
    public ManifestDocument? Manifest { get; init; }

    /// <summary>The configuration's bytes, verified against the manifest if there is one.</summary>
    public required byte[] ConfigBytes { get; init; }

    /// <summary>What they say.</summary>
    public required ImageConfig Config { get; init; }

    /// <summary>The layers, lowest first; as many as the configuration has diff-IDs.</summary>
    public required IReadOnlyList<ArchivedLayer> Layers { get; init; }

    /// <summary>The names it comes with.</summary>
    public required IReadOnlyList<ImageReference> Names { get; init; }
}
