using System.IO.Compression;
using Hull.Images.Store;
using Hull.Oci;

namespace Hull.Images.Registry;

/// <summary>A request's body that is compressed while it is sent; its digest and length are known afterwards.</summary>
/// <param name="open">Opens the plain bytes.</param>
/// <param name="compression">gzip, zstd or none.</param>
/// <param name="level">The level; null is the compressor's own default.</param>
/// <param name="moved">Told of plain bytes as they go.</param>
internal sealed class CompressedContent(Func<Stream> open, LayerCompression compression, int? level, Action<int> moved) : UploadContent(open, moved)
{
    private const int FastestGzip = 3;
    private const int SmallestGzip = 8;

    /// <summary>The digest of what was sent.</summary>
    public Digest Digest { get; private set; }

    /// <summary>The bytes that were sent.</summary>
    public long Length { get; private set; }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override async Task SendAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var hash = new ContentHash(DigestAlgorithm.Sha256);
        await using (var compressor = Compressor(new HashedOutput(stream, hash))) await CopyAsync(compressor, cancellationToken).ConfigureAwait(false);
        (Length, Digest) = (hash.Length, hash.Finish());
    }

    private Stream Compressor(Stream output) => compression switch
    {
        LayerCompression.Gzip => new GZipStream(output, GzipLevel, leaveOpen: true),
        LayerCompression.Zstd => new ZstdSharp.CompressionStream(output, level ?? 3, leaveOpen: true),
        _ => output,
    };

    // The framework has three levels of gzip's nine.
    private CompressionLevel GzipLevel => level switch
    {
        null => CompressionLevel.Optimal,
        0 => CompressionLevel.NoCompression,
        <= FastestGzip => CompressionLevel.Fastest,
        > SmallestGzip => CompressionLevel.SmallestSize,
        _ => CompressionLevel.Optimal,
    };
}
