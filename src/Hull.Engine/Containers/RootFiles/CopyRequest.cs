namespace Hull.Engine.Containers.RootFiles;

/// <summary>What `cp` copies.</summary>
public sealed record CopyRequest
{
    /// <summary>Where from.</summary>
    public required CopyEnd Source { get; init; }

    /// <summary>Where to. One of both is a container's at least.</summary>
    public required CopyEnd Target { get; init; }

    /// <summary>
    /// Whether all that is copied gets one owner: in a container its user, on the host the caller. Else the owners stay; in an archive they
    /// always do.
    /// </summary>
    public bool SetsOwner { get; init; } = true;

    /// <summary>Whether a directory may give way to what is none, and the other way round.</summary>
    public bool Overwrites { get; init; }
}
