namespace Hull.Cli.CommandLine;

/// <summary>Commands of Podman's that Hull does not have yet: whoever types one means just that, and no misspelt other one.</summary>
internal static class PodmanCommands
{
    private static readonly string[] Missing =
    [
        "artifact", "auto-update", "build", "buildx", "compose", "farm", "kube", "machine", "manifest", "play", "pod", "quadlet", "search", "service",
        "connection", "systemd", "connect", "disconnect", "sign", "trust", "scp",
    ];

    /// <summary>Whether a word is such a command.</summary>
    /// <param name="word">The word.</param>
    public static bool IsMissing(string word) => Missing.Contains(word);
}
