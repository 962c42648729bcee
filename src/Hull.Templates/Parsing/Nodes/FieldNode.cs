namespace Hull.Templates.Parsing.Nodes;

/// <summary>Fields of the present value, one inside the other: <c>.A.B</c>.</summary>
internal sealed class FieldNode(int position, IReadOnlyList<string> names) : Node(position)
{
    public IReadOnlyList<string> Names { get; } = names;

    public override string ToString() => string.Concat(Names.Select(name => "." + name));
}
