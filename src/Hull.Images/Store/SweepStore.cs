using Hull.Linux.FileLocks;
using Microsoft.Data.Sqlite;

namespace Hull.Images.Store;

/// <summary>
/// Removes what nobody claims. A staging directory without an owner is the sign of a killed command, or of a removal that left its files to
/// the ingests then living; only when no ingest lives are files without rows taken away, since a living one may count on them.
/// </summary>
internal sealed class SweepStore(ImageStore store)
{
    private readonly StoreLayout _layout = store.Layout;

    /// <summary>Sweeps.</summary>
    /// <param name="always">Look through blobs and layers even if no dead staging directory says so, and wait for the store's lock.</param>
    /// <returns>Whether anything was removed.</returns>
    public bool Sweep(bool always)
    {
        // The store at rest has no staging directory.
        if (!always && !Directory.EnumerateDirectories(_layout.Staging).Any()) return false;
        var dead = new List<StagingDirectory>();
        try
        {
            bool cleaned;
            // Who holds the lock is publishing or removing, which may take a slow disk its time; the next command will do.
            using (var storeLock = always ? StagingDirectory.LockStore(_layout) : FileLock.TryAcquire(_layout.Lock))
            {
                if (storeLock is null) return false;
                var living = Adopt(dead);
                cleaned = dead.Count > 0;
                if (living) dead.ForEach(directory => directory.Abandon());
                else if (dead.Count > 0 || always) cleaned |= SetOrphansAside(dead);
            }
            // The long part, deleting, needs the store's lock no more.
            foreach (var directory in dead)
            {
                StoreLog.Sweeping(store.Logger, directory.Path);
                directory.Clear();
            }
            return cleaned;
        }
        finally
        {
            dead.ForEach(directory => directory.Dispose());
        }
    }

    // Takes over all directories without an owner; says whether one has an owner that lives.
    private bool Adopt(List<StagingDirectory> dead)
    {
        var living = false;
        foreach (var path in Directory.EnumerateDirectories(_layout.Staging))
        {
            if (StagingDirectory.TryAdopt(_layout, path) is { } adopted) dead.Add(adopted);
            else living = true;
        }
        return living;
    }

    private bool SetOrphansAside(List<StagingDirectory> dead)
    {
        var orphans = store.Database.Read(Orphans);
        if (orphans.Count == 0) return false;
        if (dead.Count == 0) dead.Add(StagingDirectory.CreateLocked(_layout));
        SetAside(orphans, dead[0], store);
        return true;
    }

    /// <summary>Renames files and directories into a staging directory, with which they are deleted.</summary>
    public static void SetAside(IReadOnlyList<string> paths, StagingDirectory directory, ImageStore store)
    {
        foreach (var path in paths)
        {
            var aside = directory.Combine("gone-" + Guid.NewGuid().ToString("n"));
            // A link is renamed as a file, wherever it points.
            if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null) Directory.Move(path, aside);
            else if (File.Exists(path) || new FileInfo(path).LinkTarget is not null) File.Move(path, aside);
            else continue;
            StoreLog.Removed(store.Logger, path);
        }
    }

    /// <summary>The paths that no row names. Only while the store is locked and no ingest lives are they nobody's.</summary>
    public static IReadOnlyList<string> OrphansOf(ImageStore store) => store.Database.Read(new SweepStore(store).Orphans);

    private List<string> Orphans(SqliteConnection connection)
    {
        var layers = connection.Texts("SELECT key FROM layers").ToHashSet();
        var links = connection.Texts("SELECT link FROM layers").ToHashSet();
        var blobs = connection.Texts("SELECT digest FROM blobs").ToHashSet();
        var linkDirectory = Path.GetFileName(_layout.Links);
        return
        [
            .. Entries(_layout.Layers).Where(path => Path.GetFileName(path) is var name && name != linkDirectory && !layers.Contains(name)),
            .. Entries(_layout.Links).Where(path => !links.Contains(Path.GetFileName(path))),
            .. Directory.EnumerateDirectories(_layout.Blobs).SelectMany(algorithm => Entries(algorithm)
                .Where(path => !blobs.Contains($"{Path.GetFileName(algorithm)}:{Path.GetFileName(path)}"))),
        ];
    }

    private static IEnumerable<string> Entries(string directory) => Directory.EnumerateFileSystemEntries(directory);
}
