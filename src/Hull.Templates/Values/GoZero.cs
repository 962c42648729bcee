using Hull.Templates.Times;

namespace Hull.Templates;

/// <summary>Go's zero values.</summary>
internal static class GoZero
{
    /// <summary>The zero value of a type; no value for a struct whose fields are not known.</summary>
    public static TemplateValue Of(GoType type) => type.Kind switch
    {
        GoKind.Bool => false,
        GoKind.Int when type == GoType.Duration => DurationValue.FromNanoseconds(0),
        GoKind.Int => new IntValue(0, type),
        GoKind.Uint => new UintValue(0, type),
        GoKind.Float => new FloatValue(0, type),
        GoKind.String => new StringValue("", type),
        GoKind.List => new ListValue(type, null),
        GoKind.Map => MapValue.Create(type, null),
        GoKind.Pointer => new PointerValue(type, null),
        GoKind.Interface => new InterfaceValue(null),
        GoKind.Struct when type == GoType.Time => new TimeValue(GoTime.Zero),
        _ => TemplateValue.None,
    };
}
