using Hull.Images.Store;
using Hull.Linux.FileLocks;
using Hull.Oci;

namespace Hull.Images.Registry;

/// <summary>
/// The bytes of a blob that have arrived so far: root/partial/ALGORITHM-HEX, guarded by a lock of its own from the first byte until the
/// image is recorded. Who pulls the same blob waits for the lock, and then finds it in the store, or goes on from the bytes that are here:
/// each byte is moved once, also when a pull is killed.
/// </summary>
internal sealed class PartialBlob : IDisposable
{
    private readonly FileLock _lock;

    private PartialBlob(Digest digest, string path, FileLock held)
    {
        (Digest, Path, _lock) = (digest, path, held);
    }

    /// <summary>The blob.</summary>
    public Digest Digest { get; }

    /// <summary>The file; it need not exist.</summary>
    public string Path { get; }

    /// <summary>The bytes that are here.</summary>
    public long Length => new FileInfo(Path) is { Exists: true } file ? file.Length : 0;

    /// <summary>Takes the blob, waiting for whoever has it. Several are taken in the order of their digests, or two pulls could wait for each other.</summary>
    public static async Task<PartialBlob> TakeAsync(StoreLayout layout, Digest digest, Action waiting, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(layout.Partial, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = layout.PartialBlob(digest);
        var held = FileLock.TryAcquire(path + ".lock");
        if (held is null)
        {
            waiting();
            held = await FileLock.AcquireAsync(path + ".lock", cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        return new PartialBlob(digest, path, held);
    }

    /// <summary>Forgets the bytes that are here.</summary>
    public void Reset() => File.Delete(Path);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Length == 0)
        {
            Reset();
            _lock.Unlink();
        }
        _lock.Dispose();
    }
}
