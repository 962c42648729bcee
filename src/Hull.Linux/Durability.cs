using Hull.Core;
using Hull.Linux.Native;

namespace Hull.Linux;

/// <summary>Makes what was written survive a power cut: a whole file system at once, or the names in one directory.</summary>
public static class Durability
{
    /// <summary>Writes out everything dirty of the file system that holds a directory (syncfs(2)): one wait instead of one per file.</summary>
    /// <exception cref="EngineException">The kernel reports a write error, the disk is full among them.</exception>
    public static void SyncFileSystem(string directory)
    {
        using var handle = Libc.OpenFile(directory, Libc.O_RDONLY);
        Libc.Check(Libc.syncfs(handle), "syncfs", directory);
    }

    /// <summary>Makes the names in a directory durable: what was renamed into it stays there (fsync(2)).</summary>
    /// <exception cref="EngineException">The kernel reports a write error.</exception>
    public static void SyncDirectory(string directory)
    {
        using var handle = Libc.OpenFile(directory, Libc.O_RDONLY);
        Libc.Check(Libc.fsync(handle), "fsync", directory);
    }
}
