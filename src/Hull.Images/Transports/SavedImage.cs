using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>An image to save and the names it shall have in the archive.</summary>
public sealed record SavedImage
{
    /// <summary>The image.</summary>
    public required ImageRecord Image { get; init; }

    /// <summary>The names with a tag; formats for one name take the first.</summary>
    public IReadOnlyList<ImageReference> Names { get; init; } = [];
}
