using System.Runtime.InteropServices;
using Hull.Linux.Native;

namespace Hull.Linux;

/// <summary>The largest number of a user or group that owns something below a directory; no link is followed.</summary>
public static unsafe class LargestOwner
{
    private const int BufferSize = 32 * 1024;

    // Each level holds one descriptor.
    private const int DeepestLevel = 128;

    /// <summary>Looks at all of a tree; what cannot be opened counts itself, but not what it holds.</summary>
    /// <param name="path">The directory; nothing there is 0.</param>
    public static uint Below(string path)
    {
        using var root = Libc.TryOpenFile(path, Libc.O_RDONLY | Libc.O_DIRECTORY);
        uint largest = 0;
        if (root is not null) Look(root, 0, ref largest);
        return largest;
    }

    private static void Look(SafeHandle directory, int level, ref uint largest)
    {
        var entries = new DirectoryEntries(directory, new byte[BufferSize]);
        while (entries.MoveNext())
        {
            // The byte behind the name is NUL.
            fixed (byte* name = entries.Name)
            {
                if (!Libc.TryStatus(directory, name, out var status)) continue;
                largest = Math.Max(largest, Math.Max(status.Uid, status.Gid));
                if (status.Type != FileType.Directory || level >= DeepestLevel) continue;
                using var child = Libc.TryOpenAt(directory, name, Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_NOFOLLOW);
                if (child is not null) Look(child, level + 1, ref largest);
            }
        }
    }
}
