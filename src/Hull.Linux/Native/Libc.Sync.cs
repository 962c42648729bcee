using System.Runtime.InteropServices;

namespace Hull.Linux.Native;

// What makes files durable.
internal static partial class Libc
{
    [LibraryImport(Library, SetLastError = true)]
    public static partial int syncfs(SafeHandle descriptor);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int fsync(SafeHandle descriptor);
}
