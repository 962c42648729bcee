namespace Hull.Templates;

/// <summary>A pointer, which is nil or points to a value.</summary>
internal sealed class PointerValue(GoType type, TemplateValue? target) : TemplateValue(type)
{
    public TemplateValue? Target { get; } = target;

    internal override bool IsTrue => Target is not null;

    internal override bool IsNil => Target is null;

    internal override string? StringMethod => Target?.StringMethod;

    internal override FunctionValue? Method(string name) => Target?.Method(name);
}
