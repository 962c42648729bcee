using System.Runtime.InteropServices;

namespace Hull.Linux.Native;

// Namespaces of the calling thread.
internal static partial class Libc
{
    /// <summary>The ioctl that says of which kind a namespace file is.</summary>
    public const nuint NS_GET_NSTYPE = 0xb703;

    [LibraryImport(Library, SetLastError = true)]
    public static partial int setns(SafeHandle descriptor, int kinds);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int chdir(string path);
}
