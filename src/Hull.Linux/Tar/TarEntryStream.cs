namespace Hull.Linux.Tar;

/// <summary>The content of the reader's current entry, holes filled with zeros.</summary>
internal sealed class TarEntryStream(TarReader reader, TarEntry entry) : Stream
{
    private readonly IReadOnlyList<SparseSegment> _segments = entry.Segments ?? [new SparseSegment(0, entry.Size)];
    private int _segment;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => entry.Size;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (_segment < _segments.Count && _position == _segments[_segment].Offset + _segments[_segment].Length) _segment++;
        var isHole = _segment == _segments.Count || _position < _segments[_segment].Offset;
        var end = _segment == _segments.Count ? entry.Size : isHole ? _segments[_segment].Offset : _segments[_segment].Offset + _segments[_segment].Length;
        if (buffer.Length > end - _position) buffer = buffer[..(int)(end - _position)];
        var count = buffer.Length;
        if (isHole) buffer.Clear();
        else count = reader.Read(buffer);
        _position += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
