using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.FileLocks;

/// <summary>
/// Waits in the kernel on a thread of its own, because nothing can call a thread back out of fcntl. A wait that is given up leaves the
/// thread behind: when its turn comes it closes the file at once, and with it the lock.
/// </summary>
internal sealed class LockWaiter
{
    private readonly TaskCompletionSource _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SafeFileHandle _file;
    private int _isDecided;

    public LockWaiter(SafeFileHandle file, LockMode mode)
    {
        _file = file;
        var thread = new Thread(() => Run(mode), maxStackSize: 128 * 1024) { IsBackground = true, Name = "hull-lock" };
        thread.Start();
    }

    /// <summary>True when the lock is held; false when the time was over, and the file then is no longer the caller's.</summary>
    public bool Wait(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var isFinished = false;
        try
        {
            isFinished = _granted.Task.Wait(timeout, cancellationToken);
        }
        catch (OperationCanceledException) when (GiveUp())
        {
            throw;
        }
        catch (Exception e) when (e is AggregateException or OperationCanceledException)
        {
            // Failed, or granted at the moment of cancelling: told apart below.
        }

        if (!isFinished && GiveUp()) return false;
        _granted.Task.GetAwaiter().GetResult();
        return true;
    }

    /// <inheritdoc cref="Wait"/>
    public async Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await _granted.Task.WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            if (!GiveUp())
            {
                await _granted.Task.ConfigureAwait(false);
                return true;
            }

            if (e is OperationCanceledException) throw;
            return false;
        }
    }

    /// <summary>False if the lock was granted at the same moment: then it is the caller's.</summary>
    private bool GiveUp() => Interlocked.Exchange(ref _isDecided, 1) == 0;

    private void Run(LockMode mode)
    {
        try
        {
            LockRequests.Wait(_file, mode);
            if (Interlocked.Exchange(ref _isDecided, 1) == 0) _granted.SetResult();
            else _file.Dispose();
        }
        catch (Hull.Core.EngineException e)
        {
            _file.Dispose();
            _granted.TrySetException(e);
        }
    }
}
