using Hull.Oci;

namespace Hull.Images.Store;

/// <summary>A verified image whose layers have their keys.</summary>
internal sealed record PreparedImage
{
    public required NewImage Image { get; init; }

    public required ImageConfig Config { get; init; }

    public required IReadOnlyList<PlacedLayer> Layers { get; init; }

    public string Id => Image.Manifest.Manifest!.Config.Digest.Hex;
}
