using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Native;

// Files that live in memory only.
internal static partial class Libc
{
    private const uint MFD_CLOEXEC = 1;

    [LibraryImport(Library, EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MemoryFileRaw(string name, uint flags);

    /// <summary>memfd_create(2), CLOEXEC.</summary>
    /// <param name="name">What /proc/self/fd shows.</param>
    public static SafeFileHandle CreateMemoryFile(string name) => new(Check(MemoryFileRaw(name, MFD_CLOEXEC), "memfd_create"), ownsHandle: true);
}
