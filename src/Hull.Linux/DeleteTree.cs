using Hull.Core;

namespace Hull.Linux;

/// <summary>
/// Removes a directory and all that is in it through directory descriptors: no symbolic link is followed, whatever the modes, the depth or
/// the names are. It stops at a mount: what is mounted inside belongs to somebody else.
/// </summary>
public static class DeleteTree
{
    /// <summary>Removes the path, a directory tree or a single file. Nothing there is fine.</summary>
    /// <param name="path">What to remove; its parent directories are trusted.</param>
    /// <exception cref="EngineException">Something is mounted inside (Conflict), or the kernel refuses; the message names the path.</exception>
    public static void At(string path)
    {
        throw new EngineException(ErrorKind.Unsupported, $"delete {path}: not built yet");
    }
}
