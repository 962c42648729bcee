using System.IO.Compression;
using Hull.Core;
using Hull.Oci;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Hull.Images.Store;

/// <summary>Tells by a stream's first bytes how it is compressed, and undoes it.</summary>
internal static class Decompression
{
    // The longest window a decoder need accept (RFC 8878 asks for 8 MiB; --long and registries in the field use up to 128 MiB).
    private const int MaximumWindowLog = 27;
    private const int Enough = 6;

    /// <summary>How a stream that begins with these bytes is compressed; an error for compressions that layers never have.</summary>
    public static LayerCompression Of(ReadOnlySpan<byte> start, string what)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b])) return LayerCompression.Gzip;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd])) return LayerCompression.Zstd;
        // A skippable frame (RFC 8878 section 3.1.2) may come first: 0x184D2A5?.
        if (start.Length >= 4 && (start[0] & 0xf0) == 0x50 && start[1..4].SequenceEqual((ReadOnlySpan<byte>)[0x2a, 0x4d, 0x18])) return LayerCompression.Zstd;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0])) throw Unsupported(what, "xz");
        if (start.StartsWith("BZh"u8)) throw Unsupported(what, "bzip2");
        return LayerCompression.None;
    }

    /// <summary>The plain bytes of a stream of whatever compression.</summary>
    /// <param name="source">Read from its present position.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="compression">What its first bytes said.</param>
    public static Stream Open(Stream source, string what, out LayerCompression compression)
    {
        var start = new byte[Enough];
        var count = source.ReadAtLeast(start, Enough, throwOnEndOfStream: false);
        var whole = new PrefixedStream(start.AsMemory(0, count), source);
        compression = Of(start.AsSpan(0, count), what);
        return compression switch
        {
            LayerCompression.Gzip => new TranslatedStream(new GZipStream(whole, CompressionMode.Decompress), "gzip", what),
            LayerCompression.Zstd => new TranslatedStream(Zstd(whole), "zstd", what),
            _ => whole,
        };
    }

    private static DecompressionStream Zstd(Stream source)
    {
        var stream = new DecompressionStream(source, leaveOpen: true);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaximumWindowLog);
        return stream;
    }

    private static EngineException Unsupported(string what, string name) => new(
        ErrorKind.Unsupported, $"{what}: {name} compression is not supported", $"decompress it first, or compress it with gzip or zstd");

    /// <summary>Turns a decoder's own exceptions into the error of corrupt data.</summary>
    private sealed class TranslatedStream(Stream decoder, string name, string what) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer)
        {
            try
            {
                return decoder.Read(buffer);
            }
            catch (Exception e) when (e is InvalidDataException or ZstdException or EndOfStreamException)
            {
                throw new EngineException(ErrorKind.Corrupt, $"{what}: the {name} data is damaged or cut off", inner: e);
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) decoder.Dispose();
            base.Dispose(disposing);
        }
    }
}
