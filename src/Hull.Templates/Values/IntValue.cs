namespace Hull.Templates;

/// <summary>A signed integer of any of Go's sizes, or of a named type with a String method.</summary>
internal class IntValue(long value, GoType? type = null, string? text = null) : TemplateValue(type ?? GoType.Int)
{
    public long Value { get; } = value;

    internal override bool IsTrue => Value != 0;

    internal override string? StringMethod => text;

    internal override FunctionValue? Method(string name) =>
        name == "String" && StringMethod is { } s ? FunctionValue.Constant("func() string", s) : null;
}
