namespace Hull.Templates;

/// <summary>An unsigned integer of any of Go's sizes.</summary>
internal sealed class UintValue(ulong value, GoType type) : TemplateValue(type)
{
    public ulong Value { get; } = value;

    internal override bool IsTrue => Value != 0;
}
