using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Containers.Logs;

/// <summary>
/// Reads one log file forward, a line at a time, also while it grows. A block that lines were handed out of is never written to again.
/// </summary>
internal sealed class LogReader(SafeFileHandle file, long offset) : IDisposable
{
    private const int BlockSize = 64 * 1024;

    private byte[] _block = [];
    private int _start;
    private int _filled;
    private long _offset = offset;

    /// <summary>Whether something stands behind the last line feed.</summary>
    public bool HasRest => _start < _filled;

    /// <summary>The next line without its line feed; false where none is complete yet.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        var searched = _start;
        while (true)
        {
            var feed = _block.AsSpan(searched, _filled - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                line = _block.AsMemory(_start, searched + feed - _start);
                _start = searched + feed + 1;
                return true;
            }
            var rest = _filled - _start;
            if (_filled == _block.Length) MakeRoom();
            searched = _start + rest;
            var count = RandomAccess.Read(file, _block.AsSpan(_filled), _offset);
            if (count == 0)
            {
                line = default;
                return false;
            }
            _filled += count;
            _offset += count;
        }
    }

    /// <summary>What stands behind the last line feed.</summary>
    public ReadOnlyMemory<byte> TakeRest()
    {
        var rest = _block.AsMemory(_start, _filled - _start);
        _start = _filled;
        return rest;
    }

    /// <summary>Begins anew where somebody has emptied the file; false where nobody has.</summary>
    public bool RestartIfTruncated()
    {
        if (RandomAccess.GetLength(file) >= _offset) return false;
        _offset = 0;
        _start = _filled;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void MakeRoom()
    {
        var rest = _filled - _start;
        var next = new byte[Math.Max(BlockSize, rest * 2)];
        _block.AsSpan(_start, rest).CopyTo(next);
        _block = next;
        _start = 0;
        _filled = rest;
    }
}
