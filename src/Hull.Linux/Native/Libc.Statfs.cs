using System.Runtime.InteropServices;

namespace Hull.Linux.Native;

internal static unsafe partial class Libc
{
    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int statfs(string path, byte* buffer);
}
