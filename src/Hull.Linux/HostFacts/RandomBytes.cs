using Hull.Linux.Native;

namespace Hull.Linux.HostFacts;

/// <summary>Random bytes straight from the kernel: the framework's generator would load OpenSSL, 2 to 3 ms at the first call.</summary>
public static class RandomBytes
{
    /// <summary>Fills a buffer of at most 256 bytes (getrandom never returns fewer up to that size).</summary>
    /// <param name="buffer">Where they go.</param>
    public static unsafe void Fill(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            Libc.Check((long)Libc.getrandom(start, (nuint)buffer.Length, 0), "getrandom");
        }
    }

    /// <summary>A string of random lower-case hex digits.</summary>
    /// <param name="digits">How many; even, at most 512.</param>
    public static string Hex(int digits)
    {
        Span<byte> bytes = stackalloc byte[digits / 2];
        Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
