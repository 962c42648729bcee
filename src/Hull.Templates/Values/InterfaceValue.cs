namespace Hull.Templates;

/// <summary>
/// A value reached through an <c>interface {}</c>: an element of decoded JSON. Most rules look through it, but an error about a field of
/// it names the interface and not what is inside, as Go's does.
/// </summary>
internal sealed class InterfaceValue(TemplateValue? inner) : TemplateValue(GoType.Any)
{
    public TemplateValue? Inner { get; } = inner;

    internal override bool IsTrue => Inner is not null;

    internal override bool IsNil => Inner is null;

    internal override string? StringMethod => Inner?.StringMethod;

    internal override FunctionValue? Method(string name) => Inner?.Method(name);

    /// <summary>Gives a value the static type of the place that it was read from.</summary>
    public static TemplateValue WrapFor(GoType place, TemplateValue value)
    {
        if (place.Kind != GoKind.Interface || value is InterfaceValue) return value;
        return new InterfaceValue(value is NoValue ? null : value);
    }

    /// <summary>What is inside, or no value for the nil interface; any other value as it is.</summary>
    public static TemplateValue Unwrap(TemplateValue value) =>
        value is InterfaceValue wrapped ? wrapped.Inner ?? None : value;
}
