namespace Hull.Templates;

/// <summary>Go's float64.</summary>
internal sealed class FloatValue(double value, GoType? type = null) : TemplateValue(type ?? GoType.Float64)
{
    public double Value { get; } = value;

    internal override bool IsTrue => Value != 0;
}
