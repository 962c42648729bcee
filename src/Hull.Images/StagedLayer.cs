using Hull.Oci;

namespace Hull.Images;

/// <summary>A layer that an ingest has at hand: its blob verified, and unpacked once. Made only by <see cref="ImageIngest"/>.</summary>
public sealed record StagedLayer
{
    internal StagedLayer()
    {
    }

    /// <summary>The blob's digest.</summary>
    public required Digest Blob { get; init; }

    /// <summary>The blob's bytes.</summary>
    public required long BlobSize { get; init; }

    /// <summary>How the blob is compressed, as its first bytes say.</summary>
    public required LayerCompression Compression { get; init; }

    /// <summary>The digest of the plain tar.</summary>
    public required Digest DiffId { get; init; }

    /// <summary>The bytes of the plain tar.</summary>
    public required long Size { get; init; }
}
