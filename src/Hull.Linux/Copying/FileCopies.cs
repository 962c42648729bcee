using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Hull.Linux.Copying;

/// <summary>
/// Fills files side by side: one processor moves the bytes of the page cache at half the speed of two. The first failure ends all of it, and
/// is told when asked.
/// </summary>
internal sealed class FileCopies : IDisposable
{
    // Smaller ones are copied sooner than handed over.
    private const long Worth = 64 << 10;

    // Memory has not the bandwidth for more.
    private const int Most = 4;

    private static readonly int Workers = Math.Min(Environment.ProcessorCount, Most);

    private readonly BlockingCollection<FileCopy> _waiting = new(boundedCapacity: 2 * Most);
    private readonly List<Task> _workers = [];
    private ExceptionDispatchInfo? _failure;

    /// <summary>Whether a content of so many bytes is better handed over than copied by who has it.</summary>
    public static bool IsWorth(long size) => Workers > 1 && size >= Worth;

    /// <summary>Takes a copy over; waits where many are waiting already.</summary>
    public void Add(FileCopy copy)
    {
        if (_workers.Count < Workers) _workers.Add(Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        _waiting.Add(copy);
    }

    /// <summary>Tells of a copy that has failed.</summary>
    /// <exception cref="Core.EngineException">The first one that did.</exception>
    public void ThrowIfFailed() => _failure?.Throw();

    /// <summary>Waits for all that were taken over, also where one has failed; none can come after.</summary>
    public void Wait()
    {
        _waiting.CompleteAdding();
        Task.WaitAll(_workers);
    }

    /// <summary>Drops those that have not begun, and waits for the others.</summary>
    public void Dispose()
    {
        while (_waiting.TryTake(out var copy)) copy.Dispose();
        Wait();
        _waiting.Dispose();
    }

    private void Work()
    {
        foreach (var copy in _waiting.GetConsumingEnumerable())
        {
            using (copy)
            {
                if (_failure is not null) continue;
                try
                {
                    copy.Run(copy);
                }
                catch (Exception failure)
                {
                    Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
                }
            }
        }
    }
}
