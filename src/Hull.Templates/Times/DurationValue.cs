using Hull.Core.GoSyntax;

namespace Hull.Templates.Times;

/// <summary>Go's time.Duration: nanoseconds that print as 1m30s.</summary>
internal sealed class DurationValue : IntValue
{
    private DurationValue(long nanoseconds) : base(nanoseconds, GoType.Duration)
    {
    }

    internal override string? StringMethod => DurationText.Of(Value);

    public static DurationValue FromNanoseconds(long nanoseconds) => new(nanoseconds);

    internal override FunctionValue? Method(string name) => name switch
    {
        "Nanoseconds" => FunctionValue.Constant("func() int64", Value),
        "Microseconds" => FunctionValue.Constant("func() int64", Value / 1_000),
        "Milliseconds" => FunctionValue.Constant("func() int64", Value / 1_000_000),
        "Seconds" => FunctionValue.Constant("func() float64", Value / 1e9),
        "Minutes" => FunctionValue.Constant("func() float64", Value / 60e9),
        "Hours" => FunctionValue.Constant("func() float64", Value / 3600e9),
        "Abs" => FunctionValue.Constant("func() time.Duration", new DurationValue(Value == long.MinValue ? long.MaxValue : Math.Abs(Value))),
        "Truncate" => Unit(unit => Value - (Value % unit)),
        "Round" => Unit(unit => Rounded(Value, unit)),
        _ => base.Method(name),
    };

    /// <summary>A method that takes a unit; units of zero or less leave the value as it is.</summary>
    private FunctionValue Unit(Func<long, long> apply) =>
        new(new TemplateFunction("func(time.Duration) time.Duration", [GoType.Int], arguments =>
        {
            var unit = arguments[0].AsInteger();
            return new DurationValue(unit <= 0 ? Value : apply(unit));
        }));

    /// <summary>Half a unit rounds away from zero; what would overflow is held at the limit.</summary>
    private static long Rounded(long value, long unit)
    {
        var rest = (Int128)value % unit;
        var down = value - rest;
        var distance = Int128.Abs(rest);
        var rounded = distance + distance < unit ? down : down + (value < 0 ? -unit : unit);
        return (long)Int128.Clamp(rounded, long.MinValue, long.MaxValue);
    }
}
