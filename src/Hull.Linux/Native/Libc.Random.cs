using System.Runtime.InteropServices;

namespace Hull.Linux.Native;

internal static partial class Libc
{
    [LibraryImport(Library, SetLastError = true)]
    public static unsafe partial nint getrandom(byte* buffer, nuint length, uint flags);
}
