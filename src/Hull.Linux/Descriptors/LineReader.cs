using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Descriptors;

/// <summary>Reads a pipe line by line on this thread; what came beyond a line is kept for the next.</summary>
/// <param name="descriptor">What to read; stays the caller's.</param>
/// <param name="limit">The longest line in bytes; a longer one is cut there.</param>
public sealed class LineReader(SafeFileHandle descriptor, int limit)
{
    private byte[] _buffer = new byte[1024];
    private int _length;

    /// <summary>The next line with its line feed, or what stands before the end; empty where nothing more comes.</summary>
    public byte[] Read()
    {
        var searched = 0;
        while (true)
        {
            var end = _buffer.AsSpan(searched, _length - searched).IndexOf((byte)'\n');
            if (end >= 0) return Take(searched + end + 1);
            searched = _length;
            if (_length >= limit) return Take(_length);
            if (_length == _buffer.Length) Array.Resize(ref _buffer, Math.Min(_buffer.Length * 4, limit));
            var count = Libc.Read(descriptor, _buffer.AsSpan(_length), "pipe");
            if (count <= 0) return Take(_length);
            _length += count;
        }
    }

    private byte[] Take(int count)
    {
        var line = _buffer.AsSpan(0, count).ToArray();
        _buffer.AsSpan(count, _length - count).CopyTo(_buffer);
        _length -= count;
        return line;
    }
}
