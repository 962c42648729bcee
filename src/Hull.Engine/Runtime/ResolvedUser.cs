namespace Hull.Engine.Runtime;

/// <summary>Who a container's process is, as its root file system says.</summary>
internal sealed record ResolvedUser
{
    /// <summary>The user id.</summary>
    public required uint Uid { get; init; }

    /// <summary>The group id.</summary>
    public required uint Gid { get; init; }

    /// <summary>The supplementary groups in the order in which they are set, each once.</summary>
    public IReadOnlyList<uint> Groups { get; init; } = [];

    /// <summary>The home directory; the working directory where the user gets an entry added, else /.</summary>
    public required string Home { get; init; }

    /// <summary>The user's name; null for a number without an entry.</summary>
    public string? Name { get; init; }

    /// <summary>The whole /etc/passwd with an entry added for a user that has none; null where nothing is to be added.</summary>
    public byte[]? Passwd { get; init; }

    /// <summary>The whole /etc/group with an entry added for a group that has none; null where nothing is to be added.</summary>
    public byte[]? Group { get; init; }
}
