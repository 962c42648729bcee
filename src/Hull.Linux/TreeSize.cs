using System.Runtime.InteropServices;
using System.Text;
using Hull.Linux.Native;

namespace Hull.Linux;

/// <summary>The bytes of all regular files below a directory, each file once however many names it has; no link is followed.</summary>
public sealed unsafe class TreeSize
{
    private const int BufferSize = 32 * 1024;

    // Each level holds one descriptor; what a container nests deeper than this is left out of a number that is a help, not an account.
    private const int DeepestLevel = 128;

    private readonly HashSet<(ulong Inode, uint Major, uint Minor)> _seen = [];
    private long _bytes;

    private TreeSize()
    {
    }

    /// <summary>Adds the sizes up. What vanishes meanwhile does not count.</summary>
    /// <param name="path">The directory; nothing there is 0.</param>
    /// <exception cref="Core.EngineException">A directory cannot be read.</exception>
    public static long Of(string path)
    {
        using var root = Libc.TryOpenFile(path, Libc.O_RDONLY | Libc.O_DIRECTORY);
        if (root is null) return Errno.ENOENT == Libc.Errno ? 0 : throw Libc.Error(Libc.Errno, "open", path);
        var size = new TreeSize();
        size.Add(root, 0);
        return size._bytes;
    }

    private void Add(SafeHandle directory, int level)
    {
        var entries = new DirectoryEntries(directory, new byte[BufferSize]);
        while (entries.MoveNext())
        {
            // The byte behind the name is NUL.
            fixed (byte* name = entries.Name) AddEntry(directory, name, level);
        }
    }

    private void AddEntry(SafeHandle directory, byte* name, int level)
    {
        if (!Libc.TryStatus(directory, name, out var status)) return;
        if (status.Type == FileType.Regular)
        {
            if (status.LinkCount < 2 || _seen.Add((status.Inode, status.FileSystem.Major, status.FileSystem.Minor))) _bytes += status.Size;
            return;
        }
        if (status.Type != FileType.Directory || level >= DeepestLevel) return;
        using var child = Libc.TryOpenAt(directory, name, Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_NOFOLLOW);
        if (child is null)
        {
            if (Libc.Errno is Errno.ENOENT or Errno.ENOTDIR) return;
            var text = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
            throw Libc.Error(Libc.Errno, "open", $"{DescriptorPath.Current(directory)}/{text}");
        }
        Add(child, level + 1);
    }
}
