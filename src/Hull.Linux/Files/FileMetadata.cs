using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Files;

/// <summary>Owner, mode, times, extended attributes, length and content of open files and directories.</summary>
public static unsafe class FileMetadata
{
    /// <summary>Sets the owner. The kernel takes setuid, setgid and capabilities away with it.</summary>
    /// <exception cref="EngineException">The kernel refused; so for all of these.</exception>
    public static void SetOwner(SafeFileHandle file, uint uid, uint gid) => Check(Libc.fchown(file, uid, gid), "chown", file);

    /// <summary>Sets the twelve permission bits, whatever the umask.</summary>
    public static void SetMode(SafeFileHandle file, uint mode) => Check(Libc.fchmod(file, mode), "chmod", file);

    /// <summary>Sets the owner of what a handle that was opened as a path only (O_PATH) stands for, be it a link.</summary>
    internal static void SetPathOwner(SafeFileHandle found, uint uid, uint gid)
    {
        byte empty = 0;
        Check(Libc.fchownat(found, &empty, uid, gid, Libc.AT_EMPTY_PATH), "chown", found);
    }

    /// <summary>Sets the twelve permission bits of a file by such a handle; not for links.</summary>
    internal static void SetPathMode(SafeFileHandle found, uint mode)
    {
        fixed (byte* path = DescriptorPath.Of(found, [])) Check(Libc.fchmodat(found, path, mode, 0), "chmod", found);
    }

    /// <summary>Sets both times.</summary>
    public static void SetTimes(SafeFileHandle file, UnixTime accessed, UnixTime modified)
    {
        var times = stackalloc Libc.TimeSpec[2];
        Fill(times, accessed, modified);
        Check(Libc.futimens(file, times), "utimensat", file);
    }

    /// <summary>Sets an extended attribute; false if the file system or the kind of file doesn't take it (EOPNOTSUPP, EPERM).</summary>
    public static bool TrySetXattr(SafeFileHandle file, Xattr attribute)
    {
        fixed (byte* key = Terminated(attribute.Name))
        fixed (byte* value = attribute.Value.Span)
        {
            return IsSet(Libc.fsetxattr(file, key, value, (nuint)attribute.Value.Length, 0), attribute);
        }
    }

    /// <summary>Removes an extended attribute; none there is fine.</summary>
    public static void RemoveXattr(SafeFileHandle file, RawPath name)
    {
        fixed (byte* key = Terminated(name))
        {
            if (Libc.fremovexattr(file, key) < 0 && Libc.Errno is not (Errno.ENODATA or Errno.EOPNOTSUPP))
                throw Libc.Error(Libc.Errno, "removexattr", name.ToString());
        }
    }

    /// <summary>The extended attributes in the order of their names' bytes; those that vanish while they are read are left out.</summary>
    public static List<Xattr> ReadXattrs(SafeFileHandle file) => XattrReader.Read(
        (list, size) => Libc.flistxattr(file, list, size),
        (key, value, size) => Libc.fgetxattr(file, key, value, size),
        () => DescriptorPath.Current(file).ToString());

    /// <summary>The value of one extended attribute, or null if the file doesn't have it.</summary>
    public static byte[]? TryReadXattr(SafeFileHandle file, RawPath name)
        => XattrReader.TryRead((key, value, size) => Libc.fgetxattr(file, key, value, size), name, () => DescriptorPath.Current(file).ToString());

    /// <summary>Makes the file that long; what is beyond its data is a hole.</summary>
    public static void SetLength(SafeFileHandle file, long length) => Check(Libc.ftruncate(file, length), "ftruncate", file);

    /// <summary>Writes all of the data at an offset.</summary>
    public static void WriteAt(SafeFileHandle file, ReadOnlySpan<byte> data, long offset)
    {
        fixed (byte* pointer = data)
        {
            for (var written = 0; written < data.Length;)
            {
                var count = Libc.pwrite(file, pointer + written, (nuint)(data.Length - written), offset + written);
                if (count < 0 && Libc.Errno != Errno.EINTR) Check(-1, "write", file);
                if (count > 0) written += (int)count;
            }
        }
    }

    internal static void Fill(Libc.TimeSpec* times, UnixTime accessed, UnixTime modified)
    {
        times[0] = new Libc.TimeSpec { Seconds = accessed.Seconds, Nanoseconds = accessed.Nanoseconds };
        times[1] = new Libc.TimeSpec { Seconds = modified.Seconds, Nanoseconds = modified.Nanoseconds };
    }

    internal static byte[] Terminated(RawPath name) => [.. name.Bytes, 0];

    internal static bool IsSet(int result, Xattr attribute)
    {
        if (result == 0) return true;
        return Libc.Errno is Errno.EOPNOTSUPP or Errno.EPERM ? false : throw Libc.Error(Libc.Errno, "setxattr", attribute.Name.ToString());
    }

    private static void Check(int result, string syscall, SafeFileHandle file)
    {
        if (result >= 0) return;
        var errno = Libc.Errno;
        throw Libc.Error(errno, syscall, DescriptorPath.Current(file).ToString());
    }
}
