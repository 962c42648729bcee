namespace Hull.Images.Layers;

/// <summary>How a tree is written as a tar.</summary>
public sealed record TreeOptions
{
    /// <summary>Whether it is an overlay's upper directory or a layer's tree, whose marks become the names that say so in a layer.</summary>
    public bool IsLayer { get; init; }

    /// <summary>
    /// With <see cref="IsLayer"/>: whether names that begin with .wh. are marks already. fuse-overlayfs makes them on a file system that takes
    /// no whiteout devices; of the kernel's overlay such a name is a file like any other, which no layer can hold.
    /// </summary>
    public bool HasNamedMarks { get; init; }

    /// <summary>Whether the tar becomes a layer, so that a file whose name would mean a removal there is refused.</summary>
    public bool BecomesLayer { get; init; }

    /// <summary>The owner that is written in place of the one found, where the tree's are not those that the reader is to see; null writes what is found.</summary>
    public Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? MapOwner { get; init; }

    /// <summary>Whether somebody may be changing the tree: what changes while it is read is reported then, and does not fail.</summary>
    public bool TakesChanges { get; init; }
}
