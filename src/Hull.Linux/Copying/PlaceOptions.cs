using Hull.Linux.Tar;

namespace Hull.Linux.Copying;

/// <summary>How entries are put into a tree.</summary>
public sealed record PlaceOptions
{
    /// <summary>The owner of all that is made; null keeps each entry's.</summary>
    public (uint Uid, uint Gid)? Owner { get; init; }

    /// <summary>What each entry's owner becomes where it is kept; null leaves it. Called by several threads at once.</summary>
    public Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? MapOwner { get; init; }

    /// <summary>The owner that an entry gets.</summary>
    internal (uint Uid, uint Gid) OwnerOf(TarEntry entry) => Owner ?? MapOwner?.Invoke((entry.Uid, entry.Gid)) ?? (entry.Uid, entry.Gid);

    /// <summary>Whether a directory may give way to what is none, and the other way round.</summary>
    public bool Overwrites { get; init; }

    /// <summary>Whether device nodes are left out and reported.</summary>
    public bool SkipsDevices { get; init; }
}
