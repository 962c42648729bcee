using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Hull.Images.Store;

/// <summary>
/// A pipe of a fixed number of blocks between the task that receives a blob and the thread that unpacks it: bounds the memory of a layer
/// however fast one side is. One writer, one reader.
/// </summary>
internal sealed class BlockQueue : IDisposable
{
    public const int BlockSize = 256 * 1024;
    private const int Blocks = 8;

    private readonly ConcurrentQueue<byte[]> _empty = new();
    private readonly ConcurrentQueue<Block> _full = new();
    private readonly SemaphoreSlim _emptyCount = new(Blocks);
    private readonly SemaphoreSlim _fullCount = new(0);
    private volatile bool _readerGone;

    /// <summary>Whether the reader has stopped reading; what is written from then on is dropped.</summary>
    public bool ReaderGone => _readerGone;

    /// <summary>A block to fill, or null once the reader is gone.</summary>
    public async ValueTask<byte[]?> RentAsync(CancellationToken cancellationToken)
    {
        if (_readerGone) return null;
        await _emptyCount.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_readerGone) return null;
        return _empty.TryDequeue(out var buffer) ? buffer : new byte[BlockSize];
    }

    /// <summary>Hands a filled block over.</summary>
    public void Write(byte[] buffer, int length) => Enqueue(new Block(buffer, length, null));

    /// <summary>Says that all has been written: with no error the reader sees the end, else it throws the error.</summary>
    public void Complete(Exception? error) => Enqueue(new Block([], 0, error));

    /// <summary>The next block for the reader; length 0 is the end.</summary>
    public Block Take()
    {
        _fullCount.Wait();
        _full.TryDequeue(out var block);
        if (block.Error is not null) ExceptionDispatchInfo.Throw(block.Error);
        return block;
    }

    /// <summary>Gives a block back that the reader has read.</summary>
    public void Return(byte[] buffer)
    {
        _empty.Enqueue(buffer);
        _emptyCount.Release();
    }

    /// <summary>Says that the reader reads no more, and wakes the writer.</summary>
    public void StopReading()
    {
        _readerGone = true;
        _emptyCount.Release();
    }

    public void Dispose()
    {
        _emptyCount.Dispose();
        _fullCount.Dispose();
    }

    private void Enqueue(Block block)
    {
        _full.Enqueue(block);
        _fullCount.Release();
    }

    internal readonly record struct Block(byte[] Buffer, int Length, Exception? Error);
}
