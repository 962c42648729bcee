namespace Hull.Linux.Copying;

/// <summary>What is left out of a tree that is read.</summary>
public sealed record ReadTreeOptions
{
    /// <summary>Whether what may not be read is left out and reported, as an ordinary user's copy of a container's files does.</summary>
    public bool SkipsUnreadable { get; init; }
}
