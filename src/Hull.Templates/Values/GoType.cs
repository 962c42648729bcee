namespace Hull.Templates;

/// <summary>
/// The Go type that a value stands for. Templates show it in error messages and with <c>%T</c>; it also decides what an element of a list
/// or a map is: one of <c>interface {}</c> behaves a little differently from one of a known type, as in Go.
/// </summary>
public sealed class GoType
{
    private GoType(GoKind kind, string name, GoType? element = null, Func<string, bool>? hasField = null)
    {
        Kind = kind;
        Name = name;
        Element = element;
        HasField = hasField ?? (_ => false);
    }

    /// <summary>The shape.</summary>
    public GoKind Kind { get; }

    /// <summary>The type as Go writes it: <c>[]string</c>, <c>*define.HealthCheckResults</c>.</summary>
    public string Name { get; }

    /// <summary>The type of an element (list, map) or of what is pointed to; null for others.</summary>
    public GoType? Element { get; }

    /// <summary>Whether a struct of this type has a field of that name; asked only about pointers that are nil.</summary>
    internal Func<string, bool> HasField { get; }

    /// <summary>No type: what a missing value has.</summary>
    internal static GoType Invalid { get; } = new(GoKind.Invalid, "<nil>");

    /// <summary>Go's <c>bool</c>.</summary>
    public static GoType Bool { get; } = new(GoKind.Bool, "bool");

    /// <summary>Go's <c>int</c>.</summary>
    public static GoType Int { get; } = new(GoKind.Int, "int");

    /// <summary>Go's <c>int64</c>.</summary>
    public static GoType Int64 { get; } = new(GoKind.Int, "int64");

    /// <summary>Go's <c>uint8</c>, what indexing a string gives.</summary>
    public static GoType Uint8 { get; } = new(GoKind.Uint, "uint8");

    /// <summary>Go's <c>uint64</c>.</summary>
    public static GoType Uint64 { get; } = new(GoKind.Uint, "uint64");

    /// <summary>Go's <c>float64</c>.</summary>
    public static GoType Float64 { get; } = new(GoKind.Float, "float64");

    /// <summary>Go's <c>string</c>.</summary>
    public static GoType String { get; } = new(GoKind.String, "string");

    /// <summary>Go's <c>interface {}</c>.</summary>
    public static GoType Any { get; } = new(GoKind.Interface, "interface {}");

    /// <summary>Go's reflect.Value, what the built-in functions take: any value, and a nil interface as what it is.</summary>
    internal static GoType Reflected { get; } = new(GoKind.Interface, "reflect.Value");

    /// <summary>Go's <c>time.Time</c>.</summary>
    public static GoType Time { get; } = new(GoKind.Struct, "time.Time");

    /// <summary>Go's <c>time.Duration</c>.</summary>
    public static GoType Duration { get; } = new(GoKind.Int, "time.Duration");

    /// <summary>Go's <c>time.Month</c>.</summary>
    internal static GoType Month { get; } = new(GoKind.Int, "time.Month");

    /// <summary>Go's <c>time.Weekday</c>.</summary>
    internal static GoType Weekday { get; } = new(GoKind.Int, "time.Weekday");

    /// <summary>A slice of an element type.</summary>
    /// <param name="element">The type of each element.</param>
    public static GoType ListOf(GoType element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(GoKind.List, "[]" + element.Name, element);
    }

    /// <summary>A map from strings to an element type.</summary>
    /// <param name="element">The type of each value.</param>
    public static GoType MapOf(GoType element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(GoKind.Map, "map[string]" + element.Name, element);
    }

    /// <summary>A pointer to a type.</summary>
    /// <param name="target">The type of what is pointed to.</param>
    public static GoType PointerTo(GoType target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new(GoKind.Pointer, "*" + target.Name, target, target.HasField);
    }

    /// <summary>A type with a name of its own over one of the basic shapes: <c>define.ContainerStatus</c> over an int.</summary>
    /// <param name="name">The name with its package.</param>
    /// <param name="kind">The shape below it.</param>
    public static GoType Named(string name, GoKind kind) => new(kind, name);

    /// <summary>A struct type.</summary>
    /// <param name="name">The name with its package, as error messages show it.</param>
    public static GoType Struct(string name) => new(GoKind.Struct, name);

    /// <summary>A struct type that can say which fields it has.</summary>
    internal static GoType Struct(string name, Func<string, bool> hasField) => new(GoKind.Struct, name, hasField: hasField);

    /// <summary>The type of a function.</summary>
    internal static GoType Function(string signature) => new(GoKind.Function, signature);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
