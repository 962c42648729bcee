using Hull.Core;
using Hull.Engine.Rootless;

namespace Hull.Cli.Commands;

/// <summary>For commands whose answer is a mount: an ordinary user sees it only inside the user's own namespace.</summary>
internal static class InsideUnshare
{
    /// <summary>Requires root, or a caller inside of `hull unshare`.</summary>
    /// <param name="command">The command's words.</param>
    /// <exception cref="EngineException">Unsupported, in Podman's words.</exception>
    public static void Require(string command)
    {
        if (!UserNamespace.WasEnteredByItself) return;
        throw new EngineException(
            ErrorKind.Unsupported, $"cannot run command \"podman {command}\" in rootless mode, must execute `podman unshare` first",
            $"`hull unshare hull {command} …`: outside of the user's namespace nobody sees the mount");
    }
}
