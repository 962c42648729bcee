namespace Hull.Templates.Parsing.Nodes;

/// <summary>Text and actions in order.</summary>
internal sealed class ListNode(int position, IReadOnlyList<Node> nodes) : Node(position)
{
    public IReadOnlyList<Node> Nodes { get; } = nodes;

    /// <summary>Whether there is nothing but space, so that another definition of the same name may take its place.</summary>
    public bool IsBlank => Nodes.All(node => node is TextNode text && text.Text.AsSpan().Trim().IsEmpty);

    public override string ToString() => string.Concat(Nodes);
}
