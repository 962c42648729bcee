namespace Hull.Linux.Copying;

/// <summary>How entries are put into a tree.</summary>
public sealed record PlaceOptions
{
    /// <summary>The owner of all that is made; null keeps each entry's.</summary>
    public (uint Uid, uint Gid)? Owner { get; init; }

    /// <summary>Whether a directory may give way to what is none, and the other way round.</summary>
    public bool Overwrites { get; init; }

    /// <summary>Whether device nodes are left out and reported.</summary>
    public bool SkipsDevices { get; init; }
}
