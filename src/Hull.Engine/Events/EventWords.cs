namespace Hull.Engine.Events;

/// <summary>The words that stand for kinds and statuses of events, in files and in filters: Podman's.</summary>
public static class EventWords
{
    private static readonly string[] Types = ["container", "image", "network", "pod", "secret", "system", "volume", "artifact", "machine"];

    // In the order of EventStatus.
    private static readonly string[] Statuses =
    [
        "attach", "auto-update", "build", "checkpoint", "cleanup", "commit", "copy", "connect", "create", "died", "disconnect",
        "exec", "exec_died", "exited", "export", "health_status", "history", "import", "init", "kill", "loadfromarchive",
        "mount", "pause", "prune", "pull", "pull-error", "push", "refresh", "remove", "rename", "renumber", "restart", "restore",
        "log-rotation", "save", "start", "stop", "sync", "tag", "unmount", "unpause", "untag", "update",
    ];

    /// <summary>The word of a kind.</summary>
    /// <param name="type">The kind.</param>
    public static string Of(EventType type) => Types[(int)type];

    /// <summary>The word of a status.</summary>
    /// <param name="status">The status.</param>
    public static string Of(EventStatus status) => Statuses[(int)status];

    /// <summary>The kind that a word means; null where it means none.</summary>
    /// <param name="word">The word.</param>
    public static EventType? TypeOf(string word) => Array.IndexOf(Types, word) is >= 0 and var index ? (EventType)index : null;

    /// <summary>The status that a word means, Docker's "die" among them; null where it means none.</summary>
    /// <param name="word">The word.</param>
    public static EventStatus? StatusOf(string word) => Array.IndexOf(Statuses, word == "die" ? "died" : word) is >= 0 and var index ? (EventStatus)index : null;
}
