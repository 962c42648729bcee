namespace Hull.Templates.Parsing.Nodes;

/// <summary>The name of a function.</summary>
internal sealed class IdentifierNode(int position, string name) : Node(position)
{
    public string Name { get; } = name;

    public override string ToString() => Name;
}
