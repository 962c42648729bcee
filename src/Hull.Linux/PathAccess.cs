using Hull.Linux.Native;

namespace Hull.Linux;

/// <summary>What this process's user may do with a path (access(2)); a read-only file system counts.</summary>
public static class PathAccess
{
    private const int R_OK = 4;
    private const int W_OK = 2;

    /// <summary>Whether it may be read and written.</summary>
    public static bool MayReadAndWrite(string path) => Libc.access(path, R_OK | W_OK) == 0;
}
