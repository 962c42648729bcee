using System.Text;
using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux;

/// <summary>
/// Paths inside a container's or a layer's root. Every lookup is one openat2(2) with RESOLVE_IN_ROOT: absolute links and ".." are taken
/// relative to the root by the kernel itself, so that no race with a process inside can lead out. Magic links (/proc/*/fd) are refused.
/// </summary>
public static unsafe partial class SafePath
{
    private const ulong InRoot = Libc.RESOLVE_IN_ROOT | Libc.RESOLVE_NO_MAGICLINKS;

    /// <summary>Opens a directory as a root for the other calls. The path itself is the engine's own and trusted.</summary>
    /// <param name="directory">The directory on the host.</param>
    /// <exception cref="EngineException">It is not there, or no directory.</exception>
    public static SafeFileHandle OpenRoot(string directory) => Libc.OpenFile(directory, Libc.O_PATH | Libc.O_DIRECTORY);

    /// <summary>Finds a path and holds it (O_PATH: nothing is opened, a device or FIFO is not touched). Null if it is not there.</summary>
    /// <param name="root">From <see cref="OpenRoot"/>, or a directory found inside it to make that the root.</param>
    /// <param name="path">Relative to the root; a leading slash changes nothing.</param>
    /// <param name="followLast">Whether a symbolic link at the end is followed; those before it always are, inside the root.</param>
    /// <exception cref="EngineException">The kernel refused for another reason than that it is not there; the message names the path.</exception>
    public static SafeFileHandle? TryFind(SafeFileHandle root, string path, bool followLast = true)
        => TryFind(root, path, followLast ? Libc.O_PATH : Libc.O_PATH | Libc.O_NOFOLLOW);

    /// <summary>As <see cref="TryFind(SafeFileHandle, string, bool)"/>, but the path must be there.</summary>
    /// <param name="root">As there.</param>
    /// <param name="path">As there.</param>
    /// <param name="followLast">As there.</param>
    /// <exception cref="EngineException">NotFound, or as there.</exception>
    public static SafeFileHandle Find(SafeFileHandle root, string path, bool followLast = true)
        => TryFind(root, path, followLast) ?? throw Libc.Error(Libc.Errno, "open", Shown(path));

    /// <summary>Finds and holds a path of the host that a user named: links are followed wherever they lead.</summary>
    /// <param name="path">The path on the host.</param>
    /// <exception cref="EngineException">NotFound, or what the kernel refused.</exception>
    public static SafeFileHandle FindOnHost(string path) => Libc.OpenFile(path, Libc.O_PATH);

    /// <summary>What a descriptor is: type, mode, owner, size, times.</summary>
    /// <param name="handle">Any descriptor, O_PATH too.</param>
    public static FileStatus Status(SafeFileHandle handle)
    {
        byte empty = 0;
        if (Libc.TryStatus(handle, &empty, out var status)) return status;
        throw Libc.Error(Libc.Errno, "statx", DescriptorPath.Current(handle).ToString());
    }

    /// <summary>What a path is, or null if it is not there.</summary>
    /// <param name="root">As <see cref="TryFind(SafeFileHandle, string, bool)"/>.</param>
    /// <param name="path">As there.</param>
    /// <param name="followLast">As there.</param>
    /// <exception cref="EngineException">As there.</exception>
    public static FileStatus? TryStatus(SafeFileHandle root, string path, bool followLast = true)
    {
        using var handle = TryFind(root, path, followLast);
        return handle is null ? null : Status(handle);
    }

    /// <summary>As <see cref="TryFind(SafeFileHandle, string, bool)"/>, by a path that need not be text.</summary>
    /// <param name="root">As there.</param>
    /// <param name="path">As there.</param>
    /// <param name="followLast">As there.</param>
    /// <exception cref="EngineException">As there.</exception>
    public static SafeFileHandle? TryFind(SafeFileHandle root, RawPath path, bool followLast = true)
        => TryFind(root, path.Bytes, followLast ? Libc.O_PATH : Libc.O_PATH | Libc.O_NOFOLLOW);

    /// <summary>Finds and holds a path of the host that a user named: links are followed wherever they lead. Null if it is not there.</summary>
    /// <param name="path">The path on the host.</param>
    /// <exception cref="EngineException">The kernel refused for another reason than that it is not there.</exception>
    public static SafeFileHandle? TryFindOnHost(string path)
    {
        var handle = Libc.TryOpenFile(path, Libc.O_PATH);
        if (handle is not null || Libc.Errno is Errno.ENOENT or Errno.ENOTDIR) return handle;
        throw Libc.Error(Libc.Errno, "open", Shown(path));
    }

    private static SafeFileHandle? TryFind(SafeFileHandle root, string path, int flags) => TryFind(root, Encoding.UTF8.GetBytes(path), flags);

    private static SafeFileHandle? TryFind(SafeFileHandle root, ReadOnlySpan<byte> path, int flags)
    {
        if (path.Contains((byte)0)) throw new EngineException(ErrorKind.InvalidArgument, $"path {Shown(path)} contains a NUL");
        var relative = path.TrimStart((byte)'/');
        byte[] terminated = relative.IsEmpty ? [(byte)'.', 0] : [.. relative, 0];
        fixed (byte* name = terminated)
        {
            var handle = Libc.TryOpenAt2(root, name, flags, InRoot);
            if (handle is not null || Libc.Errno is Errno.ENOENT or Errno.ENOTDIR) return handle;
        }

        throw Libc.Errno switch
        {
            Errno.ELOOP => new EngineException(
                ErrorKind.InvalidArgument, $"open {Shown(path)}: a loop of symbolic links, or one that the kernel makes up", inner: new LinuxException(Errno.ELOOP)),
            Errno.ENOSYS => new EngineException(
                ErrorKind.Unsupported, "this kernel lacks openat2(2)", "use Linux 5.6 or newer", new LinuxException(Errno.ENOSYS)),
            var errno => Libc.Error(errno, "open", Shown(path)),
        };
    }

    /// <summary>Paths may come from an image: control characters must not reach a terminal.</summary>
    private static string Shown(string path) => RawPath.Of(path).ToString();

    private static string Shown(ReadOnlySpan<byte> path) => new RawPath(path.ToArray()).ToString();
}
