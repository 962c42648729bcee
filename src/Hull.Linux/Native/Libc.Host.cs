using System.Runtime.InteropServices;

namespace Hull.Linux.Native;

/// <content>Who runs, on which kernel, with which limits.</content>
internal static partial class Libc
{
    /// <summary>PR_CAPBSET_READ of linux/prctl.h.</summary>
    public const int PR_CAPBSET_READ = 23;

    [LibraryImport(Library)]
    public static partial uint geteuid();

    [LibraryImport(Library, SetLastError = true)]
    public static unsafe partial int uname(byte* buffer);

    [LibraryImport(Library, SetLastError = true)]
    public static unsafe partial int getrlimit(int resource, ulong* softThenHard);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int prctl(int option, nuint arg2, nuint arg3, nuint arg4, nuint arg5);
}
