using Hull.Oci;

namespace Hull.Images.Registry;

/// <summary>An image on a registry: its documents, not its layers.</summary>
public sealed record RemoteImage
{
    /// <summary>The manifest of the one image.</summary>
    public required ManifestDocument Manifest { get; init; }

    /// <summary>The indexes by which it was chosen, outermost first.</summary>
    public IReadOnlyList<ManifestDocument> Indexes { get; init; } = [];

    /// <summary>The configuration's bytes, where they were asked for.</summary>
    public ReadOnlyMemory<byte> Config { get; init; }
}
