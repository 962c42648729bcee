namespace Hull.Images;

/// <summary>Where a layer's unpacked tree lies, in the two forms that mounting needs.</summary>
public sealed record LayerPath
{
    /// <summary>The layer's key (see <see cref="ImageLayer.Key"/>).</summary>
    public required string Key { get; init; }

    /// <summary>The absolute path of the tree: a lowerdir as it is.</summary>
    public required string Tree { get; init; }

    /// <summary>
    /// A short path of the same tree, relative to <see cref="ImageStore.LinkDirectory"/> and of at most 26 letters and digits: 100 and more
    /// of them fit into the one page that mount(2) takes. Needs a thread with that working directory.
    /// </summary>
    public required string Link { get; init; }
}
