namespace Hull.Templates.Parsing.Nodes;

/// <summary>A part of a parsed template. Its text, by ToString, is the one that error messages show.</summary>
/// <param name="position">Where errors about it point to.</param>
internal abstract class Node(int position)
{
    /// <summary>Where errors about it point to.</summary>
    public int Position { get; } = position;

    /// <inheritdoc/>
    public abstract override string ToString();
}
