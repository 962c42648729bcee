using System.Runtime.InteropServices;

namespace Hull.Linux.Native;

/// <content>Who runs, on which kernel, with which limits.</content>
internal static partial class Libc
{
    /// <summary>PR_CAPBSET_READ of linux/prctl.h.</summary>
    public const int PR_CAPBSET_READ = 23;

    /// <summary>STATX_BASIC_STATS of linux/stat.h.</summary>
    public const uint STATX_BASIC = 0x7FF;

    /// <summary>AT_SYMLINK_NOFOLLOW of fcntl.h.</summary>
    public const int AT_NOFOLLOW = 0x100;

    /// <summary>AT_FDCWD of fcntl.h.</summary>
    public const int AT_CWD = -100;

    /// <summary>_SC_NPROCESSORS_ONLN of bits/confname.h.</summary>
    public const int _SC_NPROCESSORS_ONLN = 84;

    [LibraryImport(Library)]
    public static partial uint geteuid();

    [LibraryImport(Library, SetLastError = true)]
    public static partial long sysconf(int name);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int StatusOfPath(int directory, string path, int flags, uint mask, byte* status);

    [LibraryImport(Library, EntryPoint = "statfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int FileSystemOfPath(string path, ulong* status);

    [LibraryImport(Library, SetLastError = true)]
    public static unsafe partial int capget(uint* versionThenPid, uint* sets);

    [LibraryImport(Library)]
    public static partial uint getegid();

    [LibraryImport(Library, SetLastError = true)]
    public static unsafe partial int uname(byte* buffer);

    [LibraryImport(Library, SetLastError = true)]
    public static unsafe partial int getrlimit(int resource, ulong* softThenHard);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int prctl(int option, nuint arg2, nuint arg3, nuint arg4, nuint arg5);
}
