using Hull.Oci;

namespace Hull.Images;

/// <summary>One layer of an image in the store.</summary>
public sealed record ImageLayer
{
    /// <summary>The key of its unpacked tree: the diff-ID's hex, or the chain-ID's where the tree depends on the layers below.</summary>
    public required string Key { get; init; }

    /// <summary>The digest of its plain tar.</summary>
    public required Digest DiffId { get; init; }

    /// <summary>The bytes of its plain tar.</summary>
    public required long Size { get; init; }

    /// <summary>The short name under layers/l, for overlay's option page.</summary>
    public required string Link { get; init; }
}
