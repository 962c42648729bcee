using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>An image that a load brought in, or found to be here already.</summary>
public sealed record LoadedImage
{
    /// <summary>The image as it is recorded now.</summary>
    public required ImageRecord Image { get; init; }

    /// <summary>The names that this load gave it; empty when the archive has none.</summary>
    public required IReadOnlyList<ImageReference> Names { get; init; }

    /// <summary>What `load` and `pull` print of it: its first name, or "sha256:" and the id.</summary>
    public string Shown => Names.Count > 0 ? Names[0].ToString() : "sha256:" + Image.Id;
}
