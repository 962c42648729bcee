namespace Hull.Engine.Containers;

/// <summary>DECIDED: a secret that is a file inside; the container has a copy of its own.</summary>
public sealed record ContainerSecret
{
    /// <summary>The secret's id.</summary>
    public required string Id { get; init; }

    /// <summary>The secret's name.</summary>
    public required string Name { get; init; }

    /// <summary>The file inside, absolute.</summary>
    public required string Target { get; init; }

    /// <summary>The owner inside.</summary>
    public uint Uid { get; init; }

    /// <summary>The group inside.</summary>
    public uint Gid { get; init; }

    /// <summary>The permission bits.</summary>
    public uint Mode { get; init; }
}
