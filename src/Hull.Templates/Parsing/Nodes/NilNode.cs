namespace Hull.Templates.Parsing.Nodes;

/// <summary>The untyped nil.</summary>
internal sealed class NilNode(int position) : Node(position)
{
    public override string ToString() => "nil";
}
