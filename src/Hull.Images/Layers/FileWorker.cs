using System.Collections.Concurrent;
using Hull.Linux.Files;

namespace Hull.Images.Layers;

/// <summary>A thread that makes files out of batches, in their order. The reader fills the next batch meanwhile.</summary>
internal sealed class FileWorker : IDisposable
{
    private const int MostWaiting = 4;

    private readonly BlockingCollection<OperationBatch> _waiting = new(MostWaiting);
    private readonly ConcurrentBag<OperationBatch> _spare = [];
    private readonly UnpackFailure _failure;
    private readonly OwnerDefaults _self;
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _isIdle = new(initialState: true);
    private OperationBatch _filling = new();
    private int _unfinished;
    private bool _isDisposed;

    /// <param name="self">The owner that files get by being made.</param>
    /// <param name="failure">Where an error goes; once one is there, nothing more is made.</param>
    public FileWorker(OwnerDefaults self, UnpackFailure failure)
    {
        _self = self;
        _failure = failure;
        _thread = new Thread(Work) { IsBackground = true, Name = "unpack" };
        _thread.Start();
    }

    /// <summary>The attributes that were left out; complete after <see cref="Dispose"/>.</summary>
    public IReadOnlyDictionary<string, int> SkippedXattrs { get; private set; } = new Dictionary<string, int>();

    /// <summary>The batch to fill, with room for one more operation and, if that can be, for all its data.</summary>
    /// <param name="dataLength">How much data the operation has.</param>
    public OperationBatch BatchFor(long dataLength)
    {
        if (_filling.IsFull || !_filling.HasRoomFor(dataLength)) Submit();
        return _filling;
    }

    /// <summary>Hands the filled batch over; waits while many wait already.</summary>
    public void Submit()
    {
        if (_filling.Operations.Count == 0) return;
        lock (_gate)
        {
            _unfinished++;
            _isIdle.Reset();
        }

        _waiting.Add(_filling);
        _filling = _spare.TryTake(out var spare) ? spare : new OperationBatch();
    }

    /// <summary>Hands everything over and waits until it is done.</summary>
    public void Finish()
    {
        Submit();
        _isIdle.Wait();
    }

    /// <summary>Ends the thread when it has done what it was handed.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _waiting.CompleteAdding();
        _thread.Join();
        _waiting.Dispose();
        _isIdle.Dispose();
    }

    private void Work()
    {
        using var maker = new FileMaker(_self, ThreadUmask.TryClear());
        SkippedXattrs = maker.SkippedXattrs;
        foreach (var batch in _waiting.GetConsumingEnumerable())
        {
            Run(maker, batch);
            batch.Clear();
            _spare.Add(batch);
            lock (_gate)
            {
                if (--_unfinished == 0) _isIdle.Set();
            }
        }
    }

    /// <summary>Any error, foreseen or not, is the reader's to throw: an exception must not end this thread, or the process with it.</summary>
    private void Run(FileMaker maker, OperationBatch batch)
    {
        try
        {
            foreach (var operation in batch.Operations)
            {
                if (_failure.IsSet) return;
                maker.Run(operation, batch.DataOf(operation));
            }
        }
        catch (Exception e)
        {
            _failure.Set(e);
        }
    }
}
