using Hull.Linux;

namespace Hull.Images.Store;

/// <summary>A layer unpacked in a staging directory, not yet fitted to parents.</summary>
internal sealed record StagedTree
{
    public required string Path { get; init; }

    /// <summary>What the layer implies but does not contain; empty means that the tree is the same over any parents.</summary>
    public required IReadOnlyList<RawPath> ImpliedDirectories { get; init; }
}
