namespace Hull.Templates.Parsing.Nodes;

/// <summary>Fields of what a term gives: <c>(index .A 0).B</c>.</summary>
internal sealed class ChainNode(int position, Node term, IReadOnlyList<string> fields) : Node(position)
{
    public Node Term { get; } = term;

    public IReadOnlyList<string> Fields { get; } = fields;

    public override string ToString() => (Term is PipeNode ? $"({Term})" : Term.ToString()) + string.Concat(Fields.Select(field => "." + field));
}
