using System.Runtime.InteropServices;

namespace Hull.Linux.Native;

// Open file description locks, and what tells one file from another.
internal static unsafe partial class Libc
{
    public const int F_OFD_SETLK = 37;
    public const int F_OFD_SETLKW = 38;
    public const short F_RDLCK = 0;
    public const short F_WRLCK = 1;
    public const short F_UNLCK = 2;

    private const int StatxIdentityMask = 0x100; // STATX_INO
    private const int StatxEmptyPath = 0x1000; // AT_EMPTY_PATH
    private const int StatxNoFollow = 0x100; // AT_SYMLINK_NOFOLLOW

    /// <summary>struct flock; l_pid must be 0 for OFD locks.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct FileLockRequest
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Pid;
    }

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int FcntlLock(SafeHandle descriptor, int command, FileLockRequest* request);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatxPath(int directory, string path, int flags, uint mask, byte* result);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatxHandle(SafeHandle descriptor, string path, int flags, uint mask, byte* result);

    /// <summary>Which file a descriptor is open on.</summary>
    public static FileIdentity IdentityOf(SafeHandle descriptor, string path)
    {
        var result = stackalloc byte[256];
        Check(StatxHandle(descriptor, "", StatxEmptyPath, StatxIdentityMask, result), "statx", path);
        return Identity(result);
    }

    /// <summary>Which file a path names, symbolic links not followed; null if none.</summary>
    public static FileIdentity? IdentityOf(string path)
    {
        const int atFdcwd = -100;
        var result = stackalloc byte[256];
        if (StatxPath(atFdcwd, path, StatxNoFollow, StatxIdentityMask, result) == 0) return Identity(result);
        return Errno is Linux.Errno.ENOENT or Linux.Errno.ENOTDIR ? null : throw Error(Errno, "statx", path);
    }

    // struct statx: stx_ino at 32, stx_dev_major and stx_dev_minor at 136.
    private static FileIdentity Identity(byte* result) => new(*(ulong*)(result + 32), *(uint*)(result + 136), *(uint*)(result + 140));

    /// <summary>An inode on a device.</summary>
    public readonly record struct FileIdentity(ulong Inode, uint Major, uint Minor);
}
