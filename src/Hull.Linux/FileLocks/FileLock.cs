using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.FileLocks;

/// <summary>
/// A lock on a file of its own, between processes and between threads of one process alike (fcntl(2), open file description locks). The
/// kernel lets go of it when its holder ends, however it ends. The file may be unlinked by its exclusive holder: whoever waited for it sees,
/// by comparing the inode after locking, that the name now means another file, and begins again.
/// </summary>
public sealed class FileLock : IDisposable
{
    private const uint OwnerOnly = 0x180; // 0600
    private readonly SafeFileHandle _file;

    private FileLock(SafeFileHandle file, string path, LockMode mode)
    {
        _file = file;
        Path = path;
        Mode = mode;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How it is held.</summary>
    public LockMode Mode { get; }

    /// <summary>Takes the lock if nobody stands in the way; null if someone does. The file is made (0600) where it is missing.</summary>
    /// <exception cref="EngineException">The file cannot be made or opened.</exception>
    public static FileLock? TryAcquire(string path, LockMode mode = LockMode.Exclusive)
    {
        while (true)
        {
            var file = Open(path);
            if (!LockRequests.TrySet(file, mode))
            {
                file.Dispose();
                return null;
            }

            if (Confirm(file, path, mode) is { } held) return held;
        }
    }

    /// <summary>Waits for the lock on this thread.</summary>
    /// <param name="path">The file; made (0600) where it is missing.</param>
    /// <param name="mode">Exclusive or shared.</param>
    /// <param name="timeout">How long at most; null means as long as it takes.</param>
    /// <param name="cancellationToken">Ends the wait with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="EngineException">Timeout: another held it all the time. Others: the file cannot be made or opened.</exception>
    public static FileLock Acquire(
        string path, LockMode mode = LockMode.Exclusive, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var deadline = Deadline.After(timeout);
        while (true)
        {
            var file = Open(path);
            if (!LockRequests.TrySet(file, mode))
            {
                if (timeout is null && !cancellationToken.CanBeCanceled) LockRequests.Wait(file, mode);
                else if (!new LockWaiter(file, mode).Wait(deadline.Remaining, cancellationToken)) throw TookTooLong(path);
            }

            if (Confirm(file, path, mode) is { } held) return held;
        }
    }

    /// <summary>Waits for the lock; only a wait that is needed takes a thread. See <see cref="Acquire"/>.</summary>
    public static async Task<FileLock> AcquireAsync(
        string path, LockMode mode = LockMode.Exclusive, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var deadline = Deadline.After(timeout);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = Open(path);
            if (!LockRequests.TrySet(file, mode)
                && !await new LockWaiter(file, mode).WaitAsync(deadline.Remaining, cancellationToken).ConfigureAwait(false))
            {
                throw TookTooLong(path);
            }

            if (Confirm(file, path, mode) is { } held) return held;
        }
    }

    /// <summary>
    /// Removes the file and lets go of the lock: the last act on an object that is gone. Those who waited for it begin again with a new file.
    /// </summary>
    /// <exception cref="InvalidOperationException">The lock is shared: others may still hold the file.</exception>
    public void Unlink()
    {
        if (Mode != LockMode.Exclusive) throw new InvalidOperationException("only an exclusive holder may remove the file");
        File.Delete(Path);
        // From the deletion on a newcomer may lock a new file of this name, so holding on to the old one would protect nothing.
        Dispose();
    }

    /// <summary>Lets go of the lock.</summary>
    public void Dispose()
    {
        if (_file.IsClosed) return;
        // Said aloud, since a child between clone and exec still holds the open file for a moment after our close.
        LockRequests.Release(_file);
        _file.Dispose();
    }

    private static SafeFileHandle Open(string path) => Libc.OpenFile(path, Libc.O_RDWR | Libc.O_CREAT | Libc.O_NOFOLLOW, OwnerOnly);

    /// <summary>The lock, if the name still means the file that was locked; else closes it.</summary>
    private static FileLock? Confirm(SafeFileHandle file, string path, LockMode mode)
    {
        if (Libc.IdentityOf(path) == Libc.IdentityOf(file, path)) return new FileLock(file, path, mode);
        file.Dispose();
        return null;
    }

    private static EngineException TookTooLong(string path)
        => new(ErrorKind.Timeout, $"lock {path}: held by another process", "wait for the other command to end, or find it with 'fuser'");
}
