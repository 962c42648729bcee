using System.IO.Compression;
using Hull.Images.Store;

namespace Hull.Images;

/// <summary>Compressed archives as plain streams.</summary>
public static class ArchiveStreams
{
    private const int ZstdLevel = 3;

    /// <summary>A stream that compresses what is written to it; disposing it ends the compression and closes <paramref name="to"/>.</summary>
    /// <param name="to">Where the compressed bytes go.</param>
    /// <param name="compression">How.</param>
    public static Stream Write(Stream to, ArchiveCompression compression) => compression switch
    {
        ArchiveCompression.Gzip => new GZipStream(to, CompressionLevel.Fastest),
        ArchiveCompression.Zstd => new ZstdSharp.CompressionStream(to, ZstdLevel, leaveOpen: false),
        _ => new BufferedStream(to),
    };

    /// <summary>The plain bytes of an archive of whatever compression, which its first bytes tell.</summary>
    /// <param name="from">The archive.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <exception cref="Core.EngineException">Unsupported: compressed otherwise; Corrupt, while reading: damaged.</exception>
    public static Stream Read(Stream from, string what) => Decompression.Open(from, what, out _);
}
