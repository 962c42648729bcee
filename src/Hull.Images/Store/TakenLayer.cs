using Hull.Oci;

namespace Hull.Images.Store;

/// <summary>What taking one blob in found.</summary>
internal sealed record TakenLayer
{
    public Digest Blob { get; init; }

    public long BlobSize { get; init; }

    public required LayerCompression Compression { get; init; }

    public required Digest? DiffId { get; init; }

    public required long Size { get; init; }

    public required StagedTree Tree { get; init; }
}
