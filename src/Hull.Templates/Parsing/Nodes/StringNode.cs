namespace Hull.Templates.Parsing.Nodes;

/// <summary>A string constant.</summary>
internal sealed class StringNode(int position, string quoted, string text) : Node(position)
{
    /// <summary>The string without its quotes, escapes resolved.</summary>
    public string Text { get; } = text;

    public override string ToString() => quoted;
}
