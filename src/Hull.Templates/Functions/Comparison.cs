using Hull.Templates.Printing;

namespace Hull.Templates.Functions;

/// <summary>Go's comparisons of basic values: numbers of one kind, strings, booleans; signed and unsigned integers also with each other.</summary>
internal static class Comparison
{
    private const string BadType = "invalid type for comparison";
    private const string Incompatible = "incompatible types for comparison";

    /// <summary>Whether a value equals any of the others.</summary>
    public static bool Equal(TemplateValue value, IEnumerable<TemplateValue> others)
    {
        var any = false;
        foreach (var other in others)
        {
            any = true;
            if (Equal(value, other)) return true;
        }
        return any ? false : throw new TemplateFunctionException("missing argument for comparison");
    }

    /// <summary>Whether the first comes before the second.</summary>
    public static bool Less(TemplateValue left, TemplateValue right) => Order(left, right) is { } order && order < 0;

    /// <summary>Whether the first comes before the second or is equal to it.</summary>
    public static bool LessOrEqual(TemplateValue left, TemplateValue right) => Order(left, right) is { } order && order <= 0;

    /// <summary>The order of two values, or null where there is none: a number that is no number.</summary>
    private static int? Order(TemplateValue left, TemplateValue right)
    {
        if (!IsBasic(left) || !IsBasic(right)) throw new TemplateFunctionException(BadType);
        return (left, right) switch
        {
            (FloatValue l, FloatValue r) => double.IsNaN(l.Value) || double.IsNaN(r.Value) ? null : l.Value.CompareTo(r.Value),
            (StringValue l, StringValue r) => GoBytes.Comparer.Compare(l.Value, r.Value),
            (BoolValue, BoolValue) => throw new TemplateFunctionException(BadType),
            _ => Whole(left) is { } l && Whole(right) is { } r ? l.CompareTo(r) : throw new TemplateFunctionException(Incompatible),
        };
    }

    private static bool Equal(TemplateValue left, TemplateValue right)
    {
        if (Whole(left) is { } l && Whole(right) is { } r) return l == r;
        if (IsBasic(left) != IsBasic(right) || (IsBasic(left) && left.GetType() != right.GetType()))
        {
            // A nil is no value of any type: it equals none of them.
            if (left is NoValue || right is NoValue) return false;
            throw new TemplateFunctionException(Incompatible);
        }
        return (left, right) switch
        {
            (BoolValue a, BoolValue b) => a.Value == b.Value,
            (FloatValue a, FloatValue b) => a.Value.Equals(b.Value) && !double.IsNaN(a.Value),
            (StringValue a, StringValue b) => a.Value == b.Value,
            _ => Composite(left, right),
        };
    }

    /// <summary>Pointers, structs, lists and maps: nil equals nil, structs are compared field by field, the rest not at all.</summary>
    private static bool Composite(TemplateValue left, TemplateValue right)
    {
        if (left.IsNil || right.IsNil)
        {
            if (left is not NoValue && right is not NoValue && left.Type.Kind != right.Type.Kind) throw NotComparable(left, right);
            return left.IsNil && right.IsNil;
        }
        if (left.Type.Kind != right.Type.Kind) throw NotComparable(left, right);
        return (left, right) switch
        {
            (Times.TimeValue a, Times.TimeValue b) => a.Time == b.Time,
            (StructValue a, StructValue b) => a.Type.Name == b.Type.Name && a.Fields.Zip(b.Fields).All(pair => Same(pair.First.Value, pair.Second.Value)),
            (PointerValue a, PointerValue b) => ReferenceEquals(a.Target, b.Target),
            _ => throw new TemplateFunctionException($"non-comparable type {GoPrint.Sprint([right])}: {right.Type}"),
        };
    }

    private static bool Same(TemplateValue left, TemplateValue right) => Equal(InterfaceValue.Unwrap(left), InterfaceValue.Unwrap(right));

    private static TemplateFunctionException NotComparable(TemplateValue left, TemplateValue right) =>
        new($"non-comparable types {GoPrint.Sprint([left])}: {left.Type}, {right.Type}: {GoPrint.Sprint([right])}");

    private static Int128? Whole(TemplateValue value) => value switch
    {
        IntValue number => number.Value,
        UintValue number => number.Value,
        _ => null,
    };

    private static bool IsBasic(TemplateValue value) => value is BoolValue or IntValue or UintValue or FloatValue or StringValue;
}
