using Hull.Core;

namespace Hull.Engine.Rootless;

/// <summary>For verbs whose answer is a mount: an ordinary user sees it only inside the user's own namespace.</summary>
public static class VisibleMounts
{
    /// <summary>Requires root, or a caller inside of <c>hull unshare</c>.</summary>
    /// <param name="command">The command's words: mount, image mount.</param>
    /// <exception cref="EngineException">InvalidState: an ordinary user outside of <c>hull unshare</c>.</exception>
    public static void Require(string command)
    {
        if (!UserNamespace.WasEnteredByItself) return;
        throw new EngineException(
            ErrorKind.InvalidState, $"cannot run command \"hull {command}\" in rootless mode, must execute `hull unshare` first",
            $"a user's mounts are seen only inside the user's namespace: `hull unshare hull {command} …`");
    }
}
