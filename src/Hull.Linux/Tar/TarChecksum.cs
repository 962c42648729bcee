using System.Runtime.InteropServices;

namespace Hull.Linux.Tar;

/// <summary>Sums of bytes, as header blocks are checked by.</summary>
internal static class TarChecksum
{
    /// <summary>What the checksum's own eight bytes count as.</summary>
    public const long Blanks = 8 * ' ';

    private const ulong EvenBytes = 0x00ff00ff00ff00ff;

    /// <summary>The sum of the bytes.</summary>
    /// <param name="bytes">A whole number of eights, 512 at most: four sums of 16 bits run in one word.</param>
    public static long Unsigned(ReadOnlySpan<byte> bytes)
    {
        ulong sums = 0;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes)) sums += (word & EvenBytes) + ((word >> 8) & EvenBytes);
        return (long)((sums & 0xffff) + ((sums >> 16) & 0xffff) + ((sums >> 32) & 0xffff) + (sums >> 48));
    }

    /// <summary>The sum of the bytes taken as signed.</summary>
    public static long Signed(ReadOnlySpan<byte> bytes)
    {
        long sum = 0;
        foreach (var b in bytes) sum += (sbyte)b;
        return sum;
    }
}
