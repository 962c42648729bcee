namespace Hull.Templates.Parsing.Nodes;

/// <summary>What closes a list: end or else. It is no part of the finished tree.</summary>
internal sealed class EndNode(int position, bool isElse) : Node(position)
{
    public bool IsElse { get; } = isElse;

    public override string ToString() => IsElse ? "{{else}}" : "{{end}}";
}
