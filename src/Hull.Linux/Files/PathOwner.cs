using Hull.Linux.Native;

namespace Hull.Linux.Files;

/// <summary>The owner of a file or folder that nobody else can change the path to.</summary>
public static class PathOwner
{
    /// <summary>Sets it; a link is followed.</summary>
    /// <param name="path">The path.</param>
    /// <param name="uid">The user.</param>
    /// <param name="gid">The group.</param>
    /// <exception cref="Hull.Core.EngineException">The kernel refused.</exception>
    public static void Set(string path, uint uid, uint gid)
    {
        using var file = Libc.OpenFile(path, Libc.O_RDONLY);
        FileMetadata.SetOwner(file, uid, gid);
    }
}
