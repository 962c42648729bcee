using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Containers.Logs;

/// <summary>Finds where the last lines of a log begin, reading blocks from its end: a log of any length takes the same memory.</summary>
internal static class FindTail
{
    private const int BlockSize = 64 * 1024;

    // A time, the stream's name and the flag stand within this.
    private const int BeginningSize = 64;

    /// <summary>The offset of the first of the last lines. A line in several parts counts once, as in `podman logs --tail`.</summary>
    /// <param name="file">The log.</param>
    /// <param name="length">Where it ends.</param>
    /// <param name="lines">How many; 0 is the end itself.</param>
    public static long Offset(SafeFileHandle file, long length, long lines)
    {
        if (lines == 0) return length;
        var buffer = new byte[BlockSize + BeginningSize];
        var counted = 0L;
        var begin = length;
        for (var blockEnd = length; blockEnd > 0;)
        {
            var block = Math.Max(blockEnd - BlockSize, 0);
            // Lines that begin in this block may have their flag in the next.
            var filled = ReadFully(file, buffer.AsSpan(0, (int)Math.Min(blockEnd - block + BeginningSize, length - block)), block);
            var searched = (int)Math.Min(blockEnd - block, filled);
            while (searched >= 0)
            {
                var feed = buffer.AsSpan(0, searched).LastIndexOf((byte)'\n');
                if (feed < 0 && block > 0) break;
                var start = block + feed + 1;
                if (start < length)
                {
                    // The last line counts even where it will go on: it is shown as one.
                    if (counted == 0 || !ParseLogLine.IsPartial(buffer.AsSpan(feed + 1, Math.Min(BeginningSize, filled - feed - 1)))) counted++;
                    if (counted > lines) return begin;
                    begin = start;
                }
                if (feed < 0) return 0;
                searched = feed;
            }
            blockEnd = block;
        }
        return begin;
    }

    private static int ReadFully(SafeFileHandle file, Span<byte> into, long offset)
    {
        var filled = 0;
        while (filled < into.Length)
        {
            var count = RandomAccess.Read(file, into[filled..], offset + filled);
            if (count == 0) break;
            filled += count;
        }
        return filled;
    }
}
