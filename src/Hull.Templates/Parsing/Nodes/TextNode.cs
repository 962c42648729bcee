namespace Hull.Templates.Parsing.Nodes;

/// <summary>Text outside of actions.</summary>
internal sealed class TextNode(int position, string text) : Node(position)
{
    public string Text { get; } = text;

    public override string ToString() => Text;
}
