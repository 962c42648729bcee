namespace Hull.Templates.Parsing.Nodes;

/// <summary>A number or a character constant.</summary>
internal sealed class NumberNode(int position, string text, NumberLiteral value) : Node(position)
{
    /// <summary>The number as it was written.</summary>
    public string Text { get; } = text;

    public NumberLiteral Value { get; } = value;

    public override string ToString() => Text;
}
