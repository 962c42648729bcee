namespace Hull.Images.Store;

/// <summary>The reader's end of a <see cref="BlockQueue"/> as a stream that blocks.</summary>
internal sealed class BlockQueueStream(BlockQueue queue) : ReadOnlyStream
{
    private BlockQueue.Block _block;
    private int _position;
    private bool _ended;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || (!Available && !Next())) return 0;
        var count = Math.Min(buffer.Length, _block.Length - _position);
        _block.Buffer.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    private bool Available => _position < _block.Length;

    private bool Next()
    {
        if (_ended) return false;
        if (_block.Length > 0) queue.Return(_block.Buffer);
        _block = default;
        _position = 0;
        _block = queue.Take();
        _ended = _block.Length == 0;
        return !_ended;
    }
}
