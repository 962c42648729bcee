using Hull.Oci;

namespace Hull.Images.Store;

/// <summary>A layer of an image with the key of its tree, and where that tree lies until it is published.</summary>
internal sealed record PlacedLayer
{
    public required string Key { get; init; }

    public required StagedLayer Layer { get; init; }

    /// <summary>Whether the tree is the same over any parents, so that the key is the diff-ID's.</summary>
    public required bool Independent { get; init; }

    /// <summary>Where the tree lies: staged, or in the store already.</summary>
    public required string Tree { get; init; }

    public Digest DiffId => Layer.DiffId;
}
