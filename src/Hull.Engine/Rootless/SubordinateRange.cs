namespace Hull.Engine.Rootless;

/// <summary>Ids that a user may give away inside user namespaces: a line of subuid(5) or subgid(5).</summary>
/// <param name="Start">The first id.</param>
/// <param name="Count">How many follow each other.</param>
internal readonly record struct SubordinateRange(uint Start, uint Count)
{
    /// <summary>Behind the last id.</summary>
    public ulong End => (ulong)Start + Count;

    /// <summary>Whether an id belongs to both.</summary>
    public bool Overlaps(SubordinateRange other) => Start < other.End && other.Start < End;

    /// <inheritdoc/>
    public override string ToString() => $"{Start}-{End - 1}";
}
