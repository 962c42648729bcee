using System.Runtime.CompilerServices;
using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Files;

/// <summary>
/// A directory held open. Every call takes one name in it (bytes, no slash, no NUL) and follows no symbolic link, so that nothing outside
/// can be reached; who holds a tree of these walks it without any path.
/// </summary>
[SkipLocalsInit]
public sealed unsafe partial class DirectoryHandle : IDisposable
{
    // NAME_MAX and the closing NUL.
    private const int NameSize = 256;

    private DirectoryHandle(SafeFileHandle handle) => Handle = handle;

    /// <summary>The descriptor, open for reading.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Opens a directory that the engine itself named; links in the path are followed.</summary>
    /// <param name="path">The path on the host.</param>
    /// <exception cref="EngineException">It is not there, or no directory.</exception>
    public static DirectoryHandle Open(string path) => new(Libc.OpenFile(path, Libc.O_RDONLY | Libc.O_DIRECTORY));

    /// <summary>Opens the very directory that was found, whatever its path leads to by now.</summary>
    /// <param name="found">From one of <see cref="SafePath"/>'s finding calls.</param>
    /// <exception cref="EngineException">It is no directory, or may not be read.</exception>
    public static DirectoryHandle Open(SafeFileHandle found)
    {
        var handle = Libc.TryOpenFile(DescriptorPath.Of(found), Libc.O_RDONLY | Libc.O_DIRECTORY);
        return handle is null ? throw Libc.Error(Libc.Errno, "open", DescriptorPath.Current(found).ToString()) : new DirectoryHandle(handle);
    }

    /// <summary>What the directory itself is like now.</summary>
    /// <exception cref="EngineException">The kernel refused.</exception>
    public FileStatus Status => SafePath.Status(Handle);

    /// <summary>The same directory held once more.</summary>
    public DirectoryHandle Duplicate() => new(Libc.Duplicate(Handle));

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();

    /// <summary>Opens a directory in this one; null if the name is not there or no directory.</summary>
    /// <exception cref="EngineException">The kernel refused for another reason.</exception>
    public DirectoryHandle? TryOpenDirectory(ReadOnlySpan<byte> name)
    {
        var buffer = stackalloc byte[NameSize];
        var handle = Libc.TryOpenAt(Handle, Terminate(name, buffer), Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_NOFOLLOW);
        if (handle is not null) return new DirectoryHandle(handle);
        return Libc.Errno is Errno.ENOENT or Errno.ENOTDIR or Errno.ELOOP ? null : throw Failed("open", name);
    }

    /// <summary>
    /// Opens a file in this directory for reading; null if it is not there. A pipe that was put in its place does not block; who opens looks
    /// at the type.
    /// </summary>
    /// <exception cref="EngineException">It is a link, or the kernel refused.</exception>
    public SafeFileHandle? TryOpenFile(ReadOnlySpan<byte> name)
    {
        var buffer = stackalloc byte[NameSize];
        var handle = Libc.TryOpenAt(Handle, Terminate(name, buffer), Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_NONBLOCK | Libc.O_NOCTTY);
        return handle is not null || Libc.Errno == Errno.ENOENT ? handle : throw Failed("open", name);
    }

    /// <summary>
    /// Opens a regular file that is there to be written anew, and empties it; null if the name is not there. For what cannot be replaced
    /// since something is mounted on it.
    /// </summary>
    /// <exception cref="EngineException">It is a link, or the kernel refused.</exception>
    public SafeFileHandle? TryOpenEmptied(ReadOnlySpan<byte> name)
    {
        var buffer = stackalloc byte[NameSize];
        var handle = Libc.TryOpenAt(
            Handle, Terminate(name, buffer), Libc.O_WRONLY | Libc.O_TRUNC | Libc.O_NOFOLLOW | Libc.O_NONBLOCK | Libc.O_NOCTTY);
        return handle is not null || Libc.Errno == Errno.ENOENT ? handle : throw Failed("open", name);
    }

    /// <summary>What a name is, a link itself; null if it is not there.</summary>
    /// <exception cref="EngineException">The kernel refused.</exception>
    public FileStatus? TryStatus(ReadOnlySpan<byte> name)
    {
        var buffer = stackalloc byte[NameSize];
        if (Libc.TryStatus(Handle, Terminate(name, buffer), out var status)) return status;
        return Libc.Errno == Errno.ENOENT ? null : throw Failed("statx", name);
    }

    /// <summary>The target of a symbolic link.</summary>
    /// <exception cref="EngineException">It is not there or no link.</exception>
    public RawPath ReadLink(ReadOnlySpan<byte> name)
    {
        var buffer = stackalloc byte[NameSize];
        var target = new byte[4096];
        fixed (byte* pointer = target)
        {
            var length = Libc.readlinkat(Handle, Terminate(name, buffer), pointer, (nuint)target.Length);
            return length < 0 ? throw Failed("readlink", name) : new RawPath(target[..(int)length]);
        }
    }

    /// <summary>All names in it but "." and "..", in the order of their bytes.</summary>
    /// <exception cref="EngineException">The kernel refused.</exception>
    public List<RawPath> ReadNames()
    {
        if (Libc.lseek(Handle, 0, Libc.SEEK_SET) < 0) throw Failed("lseek", default);
        var names = new List<RawPath>();
        var entries = new DirectoryEntries(Handle, new byte[32 * 1024]);
        while (entries.MoveNext()) names.Add(new RawPath(entries.Name.ToArray()));
        names.Sort((a, b) => a.Bytes.SequenceCompareTo(b.Bytes));
        return names;
    }

    /// <summary>Removes a name that is no directory; nothing there is fine.</summary>
    /// <exception cref="EngineException">It is a directory, or the kernel refused.</exception>
    public void Unlink(ReadOnlySpan<byte> name)
    {
        var buffer = stackalloc byte[NameSize];
        if (Libc.unlinkat(Handle, Terminate(name, buffer), 0) < 0 && Libc.Errno != Errno.ENOENT) throw Failed("unlink", name);
    }

    private static byte* Terminate(ReadOnlySpan<byte> name, byte* buffer)
    {
        if (name.Length >= NameSize) throw Libc.Error(Errno.ENAMETOOLONG, "name", Shown(name));
        name.CopyTo(new Span<byte>(buffer, NameSize));
        buffer[name.Length] = 0;
        return buffer;
    }

    private static EngineException Failed(string syscall, ReadOnlySpan<byte> name) => Libc.Error(Libc.Errno, syscall, Shown(name));

    private static string Shown(ReadOnlySpan<byte> name) => new RawPath(name.ToArray()).ToString();
}
