using Hull.Core;
using Hull.Linux;
using Hull.Linux.FileLocks;

namespace Hull.Images.Store;

/// <summary>
/// A private directory in which one ingest or removal works, alive as long as its lock is held. It comes and goes under the store's lock, so
/// that who holds that lock sees either a directory with a living or dead owner, or none. Left without an owner it says that the store
/// needs a sweep.
/// </summary>
internal sealed class StagingDirectory : IDisposable
{
    private const string LockName = "lock";

    private readonly StoreLayout _layout;
    private readonly FileLock _owner;
    private bool _abandoned;
    private bool _disposed;

    private StagingDirectory(StoreLayout layout, string path, FileLock owner)
    {
        _layout = layout;
        Path = path;
        _owner = owner;
    }

    public string Path { get; }

    public static StagingDirectory Create(StoreLayout layout)
    {
        using var store = LockStore(layout);
        return CreateLocked(layout);
    }

    /// <summary>As <see cref="Create"/>, for who holds the store's lock already.</summary>
    public static StagingDirectory CreateLocked(StoreLayout layout)
    {
        // Not from RandomNumberGenerator, which would load OpenSSL.
        var path = System.IO.Path.Combine(layout.Staging, Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(path);
        var owner = FileLock.TryAcquire(System.IO.Path.Combine(path, LockName))
            ?? throw new EngineException(ErrorKind.Internal, $"staging directory {path}: somebody else holds its lock");
        return new StagingDirectory(layout, path, owner);
    }

    /// <summary>Takes over a directory whose owner is dead; null when it lives. For who holds the store's lock.</summary>
    public static StagingDirectory? TryAdopt(StoreLayout layout, string path) =>
        FileLock.TryAcquire(System.IO.Path.Combine(path, LockName)) is { } owner ? new StagingDirectory(layout, path, owner) : null;

    /// <summary>The lock under which staging directories come and go, and files and rows change together. Held briefly.</summary>
    public static FileLock LockStore(StoreLayout layout) => FileLock.Acquire(layout.Lock);

    /// <summary>A new path inside.</summary>
    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Leaves the directory behind, without an owner once disposed: the next sweep looks through the whole store.</summary>
    public void Abandon() => _abandoned = true;

    /// <summary>Removes what is inside but for the lock.</summary>
    public void Clear()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(Path))
        {
            if (System.IO.Path.GetFileName(entry) != LockName) DeleteTree.Delete(entry);
        }
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        try
        {
            if (_abandoned) return;
            Clear();
            using var store = LockStore(_layout);
            _owner.Unlink();
            Directory.Delete(Path);
        }
        finally
        {
            _owner.Dispose();
        }
    }
}
