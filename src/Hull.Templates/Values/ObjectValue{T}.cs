namespace Hull.Templates;

/// <summary>A row of a described type.</summary>
internal sealed class ObjectValue<T>(TemplateObject<T> table, T row) : StructValue(table.Type)
{
    public override IEnumerable<StructField> Fields => table.FieldsOf(row);

    public override IEnumerable<string> Names => table.Names;

    internal override string? StringMethod =>
        table.MethodOf(row, "String")?.Target is { Parameters.Count: 0 } method && method.Invoke([]) is StringValue text ? text.Value : null;

    public override TemplateValue? Field(string name) => table.FieldOf(row, name);

    internal override FunctionValue? Method(string name) => table.MethodOf(row, name);
}
