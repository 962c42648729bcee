namespace Hull.Templates.Parsing.Nodes;

/// <summary>break or continue.</summary>
internal sealed class JumpNode(int position, bool isBreak) : Node(position)
{
    public bool IsBreak { get; } = isBreak;

    public override string ToString() => IsBreak ? "{{break}}" : "{{continue}}";
}
