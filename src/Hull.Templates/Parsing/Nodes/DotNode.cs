namespace Hull.Templates.Parsing.Nodes;

/// <summary>The present value.</summary>
internal sealed class DotNode(int position) : Node(position)
{
    public override string ToString() => ".";
}
