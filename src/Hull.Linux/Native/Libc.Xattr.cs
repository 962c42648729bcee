using System.Runtime.InteropServices;

namespace Hull.Linux.Native;

// Extended attributes: of an open file, or of a path without following its last link.
internal static unsafe partial class Libc
{
    [LibraryImport(Library, SetLastError = true)]
    public static partial int fsetxattr(SafeHandle file, byte* name, byte* value, nuint size, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int lsetxattr(byte* path, byte* name, byte* value, nuint size, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint fgetxattr(SafeHandle file, byte* name, byte* value, nuint size);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint lgetxattr(byte* path, byte* name, byte* value, nuint size);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint flistxattr(SafeHandle file, byte* list, nuint size);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint llistxattr(byte* path, byte* list, nuint size);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int fremovexattr(SafeHandle file, byte* name);
}
