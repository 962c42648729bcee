using System.Buffers.Text;

namespace Hull.Linux.Tar;

/// <summary>The maps of sparse files: GNU's old header form, the text before the data of format 1.0, and the rules that hold for all.</summary>
internal static class SparseMap
{
    /// <summary>Adds the pairs of a header or of an extension block up to the first unused one; false if a number is malformed.</summary>
    /// <param name="pairs">A whole number of pairs of two 12-byte numbers.</param>
    /// <param name="segments">Where to add them.</param>
    public static bool TryAddPairs(ReadOnlySpan<byte> pairs, List<SparseSegment> segments)
    {
        for (; !pairs.IsEmpty && pairs[0] != 0; pairs = pairs[TarFormat.GnuSparsePairSize..])
        {
            if (!TarNumber.TryRead(pairs[..TarFormat.GnuSparseNumberSize], out var offset)) return false;
            if (!TarNumber.TryRead(pairs[TarFormat.GnuSparseNumberSize..TarFormat.GnuSparsePairSize], out var length)) return false;
            segments.Add(new SparseSegment(offset, length));
        }

        return true;
    }

    /// <summary>How many lines format 1.0's map has, told by its first: the number of pairs, then offset and length of each. Null if malformed.</summary>
    /// <param name="text">The text, at least up to the end of the first line.</param>
    public static int? LineCount(ReadOnlySpan<byte> text)
        => ReadLine(ref text) is >= 0 and <= TarFormat.MaxSegments and var pairs ? 1 + (2 * (int)pairs) : null;

    /// <summary>Reads format 1.0's map; null if it is malformed.</summary>
    /// <param name="text">At least <see cref="LineCount"/> lines.</param>
    public static List<SparseSegment>? ReadText(ReadOnlySpan<byte> text)
    {
        var count = ReadLine(ref text);
        var segments = new List<SparseSegment>();
        for (var i = 0; i < count; i++)
        {
            if (ReadLine(ref text) is not { } offset || ReadLine(ref text) is not { } length) return null;
            segments.Add(new SparseSegment(offset, length));
        }

        return segments;
    }

    /// <summary>What is wrong with a map, or null: it must ascend, lie within the file and place each stored byte.</summary>
    /// <param name="segments">The map.</param>
    /// <param name="size">The file's length with its holes.</param>
    /// <param name="stored">The bytes in the archive.</param>
    public static string? Problem(IReadOnlyList<SparseSegment> segments, long size, long stored)
    {
        long end = 0, placed = 0;
        foreach (var (offset, length) in segments)
        {
            if (offset < end || length < 0 || length > size || offset > size - length) return "the sparse map overlaps or leaves the file";
            end = offset + length;
            placed += length;
        }

        return placed == stored ? null : $"the sparse map places {placed} bytes, but {stored} are stored";
    }

    private static long? ReadLine(ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        var line = text[..end];
        text = text[(end + 1)..];
        return Utf8Parser.TryParse(line, out long number, out var used) && used == end ? number : null;
    }
}
