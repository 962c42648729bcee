using System.Buffers;
using System.Text;
using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux;

/// <summary>
/// Removes a directory and all that is in it through directory descriptors: no symbolic link is followed, whatever the modes, the depth or
/// the names are. It stops at a mount: what is mounted inside belongs to somebody else.
/// </summary>
public static unsafe class DeleteTree
{
    // Each level holds one descriptor and one stack frame. What lies deeper is moved up to the top first.
    private const int DeepestLevel = 64;
    private const int BufferSize = 32 * 1024;

    // Somebody who keeps adding files while they are removed does not win, he only stops it.
    private const int MostPasses = 64;

    private const uint OwnerOnly = 0x1c0;

    // RESOLVE_NO_XDEV says EXDEV for a mount, also for a bind mount of the same file system.
    private const ulong ResolveHere = Libc.RESOLVE_NO_XDEV | Libc.RESOLVE_NO_SYMLINKS;

    /// <summary>Removes the path, a directory tree or a single file. Nothing there is fine.</summary>
    /// <param name="path">What to remove; its parent directories are trusted.</param>
    /// <exception cref="EngineException">Something is mounted inside (Conflict), or the kernel refuses; the message names the path.</exception>
    public static void Delete(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var parentPath = Path.GetDirectoryName(full)
            ?? throw new EngineException(ErrorKind.InvalidArgument, $"remove {path}: this is the root of the file system");
        using var parent = Libc.TryOpenFile(parentPath, Libc.O_PATH | Libc.O_DIRECTORY);
        if (parent is null)
        {
            if (Libc.Errno is Errno.ENOENT or Errno.ENOTDIR) return;
            throw Libc.Error(Libc.Errno, "open", parentPath);
        }

        Delete(parent, Encoding.UTF8.GetBytes(Path.GetFileName(full)));
    }

    /// <summary>Removes a name in a directory, as <see cref="Delete(string)"/>.</summary>
    /// <param name="parent">The directory that has the name.</param>
    /// <param name="name">One component, without a closing NUL.</param>
    /// <exception cref="EngineException">As <see cref="Delete(string)"/>.</exception>
    public static void Delete(SafeFileHandle parent, ReadOnlySpan<byte> name)
    {
        byte[] terminated = [.. name, 0];
        fixed (byte* pointer = terminated)
        {
            if (TryUnlink(parent, pointer, inside: false)) return;
            RemoveDirectory(parent, pointer, top: null, level: 0);
        }
    }

    /// <summary>Removes a directory's content, but not the directory.</summary>
    /// <param name="directory">Open for reading.</param>
    /// <exception cref="EngineException">As <see cref="Delete(string)"/>.</exception>
    public static void Empty(SafeFileHandle directory) => Empty(directory, directory, level: 0);

    private static void Empty(SafeFileHandle directory, SafeFileHandle top, int level)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            // Another pass finds what was moved up here, and what a file system's listing skips while names vanish from it.
            for (var pass = 0; ; pass++)
            {
                if (pass == MostPasses) throw Failed(Errno.ENOTEMPTY, directory, null);
                if (Libc.lseek(directory, 0, Libc.SEEK_SET) < 0) throw Failed(Libc.Errno, directory, null);
                if (!RemoveEntries(directory, top, level, buffer)) return;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>One pass; false when the directory was empty.</summary>
    private static bool RemoveEntries(SafeFileHandle directory, SafeFileHandle top, int level, byte[] buffer)
    {
        var found = false;
        var entries = new DirectoryEntries(directory, buffer);
        while (entries.MoveNext())
        {
            found = true;
            fixed (byte* name = entries.Name)
            {
                if (entries.Type != FileType.Directory && TryUnlink(directory, name, inside: true)) continue;
                if (level < DeepestLevel) RemoveDirectory(directory, name, top, level + 1);
                else MoveUp(directory, name, top);
            }
        }

        return found;
    }

    /// <summary>Removes a name that is no directory; false if it is one.</summary>
    private static bool TryUnlink(SafeFileHandle directory, byte* name, bool inside)
    {
        var errno = Unlink(directory, name, 0, inside);
        return errno switch
        {
            0 or Errno.ENOENT => true,
            Errno.EISDIR => false,
            _ => throw Failed(errno, directory, name),
        };
    }

    /// <summary>unlinkat, a second time where the mode of a directory of the tree forbade it; the error number or 0.</summary>
    private static int Unlink(SafeFileHandle directory, byte* name, int flags, bool inside)
    {
        if (Libc.unlinkat(directory, name, flags) == 0) return 0;
        var errno = Libc.Errno;
        if (errno != Errno.EACCES || !inside || Libc.fchmod(directory, OwnerOnly) < 0) return errno;
        return Libc.unlinkat(directory, name, flags) == 0 ? 0 : Libc.Errno;
    }

    private static void RemoveDirectory(SafeFileHandle parent, byte* name, SafeFileHandle? top, int level)
    {
        var inside = top is not null;
        using (var directory = OpenDirectory(parent, name, inside))
        {
            if (directory is null) return;
            Empty(directory, top ?? directory, level);
        }

        var errno = Unlink(parent, name, Libc.AT_REMOVEDIR, inside);
        if (errno is not (0 or Errno.ENOENT)) throw Failed(errno, parent, name);
    }

    /// <summary>Opens a directory to empty it, giving its owner the right to where the mode doesn't. Null if it is gone.</summary>
    private static SafeFileHandle? OpenDirectory(SafeFileHandle parent, byte* name, bool inside)
    {
        var directory = Libc.TryOpenAt2(parent, name, Libc.O_DIRECTORY | Libc.O_NOFOLLOW, ResolveHere);
        if (directory is null && Libc.Errno == Errno.EACCES)
        {
            MakeAccessible(parent, name, inside);
            directory = Libc.TryOpenAt2(parent, name, Libc.O_DIRECTORY | Libc.O_NOFOLLOW, ResolveHere);
        }

        if (directory is not null) return directory;
        return Libc.Errno switch
        {
            Errno.ENOENT => null,
            Errno.EXDEV => throw new EngineException(
                ErrorKind.Conflict, $"remove {Name(parent, name)}: something is mounted there", "unmount it, then try again"),
            _ => throw Failed(Libc.Errno, parent, name),
        };
    }

    /// <summary>Gives the owner all rights to a directory, and to the one it lies in if that is of the tree too.</summary>
    private static void MakeAccessible(SafeFileHandle parent, byte* name, bool inside)
    {
        if (inside && Libc.fchmod(parent, OwnerOnly) < 0) throw Failed(Libc.Errno, parent, null);
        using var directory = Libc.TryOpenAt2(parent, name, Libc.O_PATH | Libc.O_DIRECTORY | Libc.O_NOFOLLOW, ResolveHere)
            ?? throw Failed(Libc.Errno, parent, name);
        fixed (byte* path = DescriptorPath.Of(directory, []))
        {
            if (Libc.fchmodat(parent, path, OwnerOnly, 0) < 0) throw Failed(Libc.Errno, parent, name);
        }
    }

    /// <summary>Moves a deep directory to the top, where a later pass finds it.</summary>
    private static void MoveUp(SafeFileHandle directory, byte* name, SafeFileHandle top)
    {
        fixed (byte* free = Encoding.ASCII.GetBytes($".hull-{Random.Shared.NextInt64():x}\0"))
        {
            if (Libc.renameat(directory, name, top, free) == 0 || Libc.Errno == Errno.ENOENT) return;
            if (Libc.Errno != Errno.EACCES) throw Failed(Libc.Errno, directory, name);

            // A directory that changes its parent has its ".." rewritten, which takes the right to write to it.
            MakeAccessible(directory, name, inside: true);
            if (Libc.renameat(directory, name, top, free) < 0) throw Failed(Libc.Errno, directory, name);
        }
    }

    private static EngineException Failed(int errno, SafeFileHandle directory, byte* name)
    {
        if (errno == Errno.EBUSY)
            return new EngineException(
                ErrorKind.Conflict, $"remove {Name(directory, name)}: something is mounted there", "unmount it, then try again");
        return Libc.Error(errno, "remove", Name(directory, name));
    }

    private static string Name(SafeFileHandle directory, byte* name)
    {
        var path = DescriptorPath.Current(directory).ToString();
        if (name is null) return path;
        return $"{path}/{new RawPath(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name).ToArray())}";
    }
}
