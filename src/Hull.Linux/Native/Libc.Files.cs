using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Native;

// Files by directory descriptor. Names are NUL-terminated bytes: they need not be UTF-8.
internal static unsafe partial class Libc
{
    public const int O_EXCL = 0x80;
    public const int O_TRUNC = 0x200;

    // These two differ between the architectures (arch/arm64/include/uapi/asm/fcntl.h against asm-generic/fcntl.h).
    public static readonly int O_DIRECTORY = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000;
    public static readonly int O_NOFOLLOW = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    public const int AT_FDCWD = -100;
    public const int AT_SYMLINK_NOFOLLOW = 0x100;
    public const int AT_REMOVEDIR = 0x200;
    public const int AT_EMPTY_PATH = 0x1000;
    public const int AT_NO_AUTOMOUNT = 0x800;

    public const ulong RESOLVE_NO_XDEV = 0x01;
    public const ulong RESOLVE_NO_MAGICLINKS = 0x02;
    public const ulong RESOLVE_NO_SYMLINKS = 0x04;
    public const ulong RESOLVE_BENEATH = 0x08;
    public const ulong RESOLVE_IN_ROOT = 0x10;

    public const uint S_IFMT = 0xF000;
    public const uint S_IFIFO = 0x1000;
    public const uint S_IFCHR = 0x2000;
    public const uint S_IFDIR = 0x4000;
    public const uint S_IFBLK = 0x6000;
    public const uint S_IFREG = 0x8000;
    public const uint S_IFLNK = 0xA000;
    public const uint S_IFSOCK = 0xC000;

    public const int SEEK_SET = 0;
    public const int SEEK_DATA = 3;
    public const int SEEK_HOLE = 4;

    public const int CLONE_FS = 0x200;

    private const uint STATX_BASIC_STATS = 0x7ff;
    private const long NR_openat2 = 437;

    /// <summary>struct timespec on 64-bit systems.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    /// <summary>struct open_how of openat2(2).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }

    /// <summary>struct statx (linux/stat.h), the same on every architecture; only what Hull reads.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct Statx
    {
        [FieldOffset(16)] public uint LinkCount;
        [FieldOffset(20)] public uint Uid;
        [FieldOffset(24)] public uint Gid;
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(32)] public ulong Inode;
        [FieldOffset(40)] public ulong Size;
        [FieldOffset(48)] public ulong Blocks;
        [FieldOffset(64)] public long AccessSeconds;
        [FieldOffset(72)] public uint AccessNanoseconds;
        [FieldOffset(96)] public long ChangeSeconds;
        [FieldOffset(104)] public uint ChangeNanoseconds;
        [FieldOffset(112)] public long ModifySeconds;
        [FieldOffset(120)] public uint ModifyNanoseconds;
        [FieldOffset(128)] public uint DeviceMajor;
        [FieldOffset(132)] public uint DeviceMinor;
        [FieldOffset(136)] public uint FileSystemMajor;
        [FieldOffset(140)] public uint FileSystemMinor;
    }

    [LibraryImport(Library, SetLastError = true)]
    public static partial int openat(SafeHandle directory, byte* name, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial long SyscallOpenAt2(long number, SafeHandle directory, byte* name, OpenHow* how, nuint size);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int mkdirat(SafeHandle directory, byte* name, uint mode);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int mknodat(SafeHandle directory, byte* name, uint mode, ulong device);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int symlinkat(byte* target, SafeHandle directory, byte* name);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int linkat(SafeHandle fromDirectory, byte* from, SafeHandle toDirectory, byte* to, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int unlinkat(SafeHandle directory, byte* name, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int renameat(SafeHandle fromDirectory, byte* from, SafeHandle toDirectory, byte* to);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint readlinkat(SafeHandle directory, byte* name, byte* buffer, nuint size);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int fchown(SafeHandle file, uint uid, uint gid);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int fchownat(SafeHandle directory, byte* name, uint uid, uint gid, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int fchmod(SafeHandle file, uint mode);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int fchmodat(SafeHandle directory, byte* name, uint mode, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int futimens(SafeHandle file, TimeSpec* accessThenModify);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int utimensat(SafeHandle directory, byte* name, TimeSpec* accessThenModify, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int ftruncate(SafeHandle file, long length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial long lseek(SafeHandle file, long offset, int whence);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint pwrite(SafeHandle file, byte* buffer, nuint count, long offset);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint pread(SafeHandle file, byte* buffer, nuint count, long offset);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint copy_file_range(SafeHandle from, long* fromOffset, SafeHandle to, long* toOffset, nuint count, uint flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint getdents64(SafeHandle directory, byte* buffer, nuint size);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int statx(SafeHandle directory, byte* name, int flags, uint mask, Statx* status);

    [LibraryImport(Library)]
    public static partial uint umask(uint mask);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int unshare(int flags);

    /// <summary>openat(2) with O_CLOEXEC, begun again after a signal; null (and <see cref="Errno"/>) when the kernel refused.</summary>
    public static SafeFileHandle? TryOpenAt(SafeHandle directory, byte* name, int flags, uint mode = 0)
    {
        int result;
        do result = openat(directory, name, flags | O_CLOEXEC, mode);
        while (result < 0 && Errno == Linux.Errno.EINTR);
        return result < 0 ? null : new SafeFileHandle(result, ownsHandle: true);
    }

    /// <summary>openat2(2) with O_CLOEXEC; null (and <see cref="Errno"/>) when the kernel refused.</summary>
    /// <remarks>The kernel says EAGAIN when a rename somewhere raced with "..": it is then simply asked again.</remarks>
    public static SafeFileHandle? TryOpenAt2(SafeHandle directory, byte* name, int flags, ulong resolve, uint mode = 0)
    {
        var how = new OpenHow { Flags = (ulong)(uint)(flags | O_CLOEXEC), Mode = mode, Resolve = resolve };
        long result;
        do result = SyscallOpenAt2(NR_openat2, directory, name, &how, (nuint)sizeof(OpenHow));
        while (result < 0 && Errno is Linux.Errno.EINTR or Linux.Errno.EAGAIN);
        return result < 0 ? null : new SafeFileHandle((nint)result, ownsHandle: true);
    }

    /// <summary>statx(2) of a name in a directory, not following a link; false (and <see cref="Errno"/>) when the kernel refused.</summary>
    public static bool TryStatus(SafeHandle directory, byte* name, out FileStatus status)
    {
        Statx raw;
        var flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | (*name == 0 ? AT_EMPTY_PATH : 0);
        var result = statx(directory, name, flags, STATX_BASIC_STATS, &raw);
        status = result < 0 ? default : FileStatus.From(raw);
        return result >= 0;
    }

    /// <summary>The kernel's dev_t as mknod(2) takes it (gnu_dev_makedev).</summary>
    public static ulong MakeDevice(uint major, uint minor)
        => ((ulong)(major & 0xfffff000u) << 32) | ((ulong)(major & 0xfffu) << 8) | ((ulong)(minor & 0xffffff00u) << 12) | (minor & 0xffu);
}
