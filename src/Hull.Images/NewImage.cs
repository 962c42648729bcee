using Hull.Oci;

namespace Hull.Images;

/// <summary>An image whose layers are staged, ready to be recorded.</summary>
public sealed record NewImage
{
    /// <summary>The manifest; its layers are the blobs of <see cref="Layers"/>, in the same order.</summary>
    public required ManifestDocument Manifest { get; init; }

    /// <summary>The configuration's very bytes; their digest must be the manifest's.</summary>
    public required ReadOnlyMemory<byte> Config { get; init; }

    /// <summary>The staged or stored layers, lowest first.</summary>
    public required IReadOnlyList<StagedLayer> Layers { get; init; }

    /// <summary>The indexes by which the manifest was chosen, outermost first: the image is then found by their digests too.</summary>
    public IReadOnlyList<ManifestDocument> Indexes { get; init; } = [];

    /// <summary>The names it gets; each is taken from the image that had it.</summary>
    public IReadOnlyList<ImageReference> Names { get; init; } = [];
}
