using Hull.Images.Store;

namespace Hull.Images.Transports;

/// <summary>Archives as they come from outside: plain, or compressed with gzip or zstd.</summary>
public static class PlainTar
{
    /// <summary>The archive without its compression.</summary>
    /// <param name="source">The archive; disposed with the result.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <exception cref="Core.EngineException">Unsupported: xz or bzip2.</exception>
    public static Stream Open(Stream source, string what) => Decompression.Open(source, what, out _);
}
