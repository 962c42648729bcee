using Hull.Core;

namespace Hull.Linux.Tar;

/// <summary>The stream below a reader: whole blocks out of one buffer, large reads past it, and an end to what may be read.</summary>
internal sealed class TarInput
{
    private const int BufferSize = 256 * TarFormat.BlockSize;

    private readonly Stream _stream;
    private readonly long _mostBytes;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _next;
    private int _filled;

    /// <param name="stream">Read forward from where it stands; passed over by seeking where it can.</param>
    /// <param name="mostBytes">More than these and reading fails.</param>
    public TarInput(Stream stream, long mostBytes)
    {
        _stream = stream;
        _mostBytes = mostBytes;
    }

    /// <summary>How many bytes were taken.</summary>
    public long Position { get; private set; }

    /// <summary>The next block, valid until the next call; empty at the end. A partial block counts as the end of a cut-off archive.</summary>
    /// <param name="isPartial">Whether the stream ended inside the block.</param>
    public ReadOnlySpan<byte> ReadBlock(out bool isPartial)
    {
        if (_filled - _next < TarFormat.BlockSize)
        {
            _buffer.AsSpan(_next, _filled - _next).CopyTo(_buffer);
            _filled -= _next;
            _next = 0;
            _filled += _stream.ReadAtLeast(_buffer.AsSpan(_filled), TarFormat.BlockSize - _filled, throwOnEndOfStream: false);
        }

        isPartial = _filled > 0 && _filled < TarFormat.BlockSize;
        if (_filled - _next < TarFormat.BlockSize) return default;
        var block = _buffer.AsSpan(_next, TarFormat.BlockSize);
        Take(TarFormat.BlockSize);
        return block;
    }

    /// <summary>Some bytes, as many as there are at once; 0 only at the end or for an empty destination.</summary>
    public int Read(Span<byte> destination)
    {
        if (destination.IsEmpty) return 0;
        if (_next == _filled)
        {
            if (destination.Length >= BufferSize)
            {
                var direct = _stream.Read(destination);
                Advance(direct);
                return direct;
            }

            _next = 0;
            _filled = _stream.Read(_buffer);
        }

        var count = Math.Min(destination.Length, _filled - _next);
        _buffer.AsSpan(_next, count).CopyTo(destination);
        Take(count);
        return count;
    }

    /// <summary>Passes over bytes; false if the stream ends before.</summary>
    public bool Skip(long count)
    {
        var buffered = (int)Math.Min(count, _filled - _next);
        Take(buffered);
        count -= buffered;
        if (count > 0 && _stream.CanSeek)
        {
            if (_stream.Length - _stream.Position < count) return false;
            _stream.Seek(count, SeekOrigin.Current);
            Advance(count);
            return true;
        }

        while (count > 0)
        {
            _next = 0;
            _filled = _stream.Read(_buffer);
            if (_filled == 0) return false;
            buffered = (int)Math.Min(count, _filled);
            Take(buffered);
            count -= buffered;
        }

        return true;
    }

    private void Take(int count)
    {
        _next += count;
        Advance(count);
    }

    private void Advance(long count)
    {
        Position += count;
        if (Position > _mostBytes)
            throw new EngineException(ErrorKind.ResourceExhausted, $"the archive is larger than the {_mostBytes} bytes allowed");
    }
}
