namespace Hull.Linux.Copying;

/// <summary>How a tree is read.</summary>
public sealed record ReadTreeOptions
{
    /// <summary>Whether what may not be read is left out and reported, as an ordinary user's copy of a container's files does.</summary>
    public bool SkipsUnreadable { get; init; }

    /// <summary>The owner that is told of in place of the one found; null tells what is found.</summary>
    public Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? MapOwner { get; init; }
}
