namespace Hull.Templates.Parsing.Nodes;

/// <summary>A variable, perhaps with fields: <c>$x.A</c>.</summary>
internal sealed class VariableNode(int position, string name, IReadOnlyList<string> fields) : Node(position)
{
    /// <summary>The name with the dollar sign.</summary>
    public string Name { get; } = name;

    public IReadOnlyList<string> Fields { get; } = fields;

    public override string ToString() => Name + string.Concat(Fields.Select(field => "." + field));
}
