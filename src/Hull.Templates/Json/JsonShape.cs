using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hull.Templates.Json;
using Hull.Templates.Times;

namespace Hull.Templates;

/// <summary>
/// What a piece of JSON stands for in Go. JSON alone does not tell a struct from a map, a moment from a string or a count from a length of
/// time, but templates behave differently for each. A shape says which, once per type; JSON that does not fit its shape is shown as plain JSON.
/// </summary>
public sealed class JsonShape
{
    private readonly Func<JsonShape, JsonElement, TemplateValue?> _read;
    private readonly Func<JsonShape, TemplateValue> _zero;
    private IReadOnlyList<JsonField> _fields = [];

    private JsonShape(GoType type, Func<JsonShape, JsonElement, TemplateValue?> read, Func<JsonShape, TemplateValue> zero)
    {
        Type = type;
        _read = read;
        _zero = zero;
    }

    private JsonShape(string structName)
    {
        Type = GoType.Struct(structName, name => _fields.Any(field => field.Name == name));
        _read = (shape, json) => json.ValueKind == JsonValueKind.Object ? new JsonStructValue(shape, json) : null;
        _zero = shape => new JsonStructValue(shape, default);
    }

    /// <summary>The Go type.</summary>
    public GoType Type { get; }

    /// <summary>The fields, of a struct only.</summary>
    internal IReadOnlyList<JsonField> Fields => _fields;

    /// <summary>Go's <c>string</c>.</summary>
    public static JsonShape Text { get; } = NamedText(GoType.String);

    /// <summary>Go's <c>bool</c>.</summary>
    public static JsonShape Flag { get; } = new(GoType.Bool, (_, json) => JsonReading.Flag(json), _ => false);

    /// <summary>Go's <c>int64</c>.</summary>
    public static JsonShape Integer { get; } = NamedInteger(GoType.Int64);

    /// <summary>Go's <c>uint64</c>.</summary>
    public static JsonShape Unsigned { get; } = NamedUnsigned(GoType.Uint64);

    /// <summary>Go's <c>float64</c>.</summary>
    public static JsonShape Number { get; } = new(GoType.Float64, (_, json) => JsonReading.Number(json), _ => 0.0);

    /// <summary>Go's <c>time.Time</c>, RFC 3339 in JSON.</summary>
    public static JsonShape Time { get; } = new(GoType.Time, (_, json) => JsonReading.Time(json), _ => new TimeValue(GoTime.Zero));

    /// <summary>Go's <c>time.Duration</c>, nanoseconds in JSON.</summary>
    public static JsonShape Duration { get; } =
        new(GoType.Duration, (_, json) => JsonReading.Duration(json), _ => DurationValue.FromNanoseconds(0));

    /// <summary>Go's <c>interface {}</c>: whatever stands there.</summary>
    public static JsonShape Any { get; } =
        new(GoType.Any, (_, json) => InterfaceValue.WrapFor(GoType.Any, JsonReading.Plain(json)), _ => new InterfaceValue(null));

    /// <summary>Whatever stands there, known by what it is: the outermost value of decoded JSON.</summary>
    internal static JsonShape Plain { get; } = new(GoType.Any, (_, json) => JsonReading.Plain(json), _ => TemplateValue.None);

    /// <summary>A string type with a name of its own.</summary>
    /// <param name="type">The type.</param>
    public static JsonShape NamedText(GoType type) => new(type, (_, json) => JsonReading.Text(json, type), _ => new StringValue("", type));

    /// <summary>A signed integer type: another size, or with a name of its own.</summary>
    /// <param name="type">The type.</param>
    public static JsonShape NamedInteger(GoType type) => new(type, (_, json) => JsonReading.Integer(json, type), _ => new IntValue(0, type));

    /// <summary>An unsigned integer type: another size, or with a name of its own.</summary>
    /// <param name="type">The type.</param>
    public static JsonShape NamedUnsigned(GoType type) => new(type, (_, json) => JsonReading.Unsigned(json, type), _ => new UintValue(0, type));

    /// <summary>A slice; JSON's null is the nil slice.</summary>
    /// <param name="element">The shape of each element.</param>
    public static JsonShape ListOf(JsonShape element)
    {
        ArgumentNullException.ThrowIfNull(element);
        var type = GoType.ListOf(element.Type);
        return new(type, (_, json) => JsonReading.List(json, type, element), _ => new ListValue(type, null));
    }

    /// <summary>A map with string keys; JSON's null is the nil map.</summary>
    /// <param name="element">The shape of each value.</param>
    public static JsonShape MapOf(JsonShape element)
    {
        ArgumentNullException.ThrowIfNull(element);
        var type = GoType.MapOf(element.Type);
        return new(type, (_, json) => JsonReading.Map(json, type, element), _ => MapValue.Create(type, null, () => element.Read(default)));
    }

    /// <summary>A pointer; JSON's null is the nil pointer.</summary>
    /// <param name="target">The shape of what is pointed to.</param>
    public static JsonShape PointerTo(JsonShape target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var type = GoType.PointerTo(target.Type);
        return new(type, (_, json) => target._read(target, json) is { } value ? new PointerValue(type, value) : null, _ => new PointerValue(type, null));
    }

    /// <summary>A struct. A field that the JSON lacks has the zero value of its shape.</summary>
    /// <param name="goName">The name of the Go type, as error messages show it.</param>
    /// <param name="fields">Its fields in declared order.</param>
    public static JsonShape Struct(string goName, params IEnumerable<JsonField> fields) => new(goName) { _fields = [.. fields] };

    /// <summary>
    /// The shape of what a source-generated serializer writes for a type: objects are structs with the fields in the serializer's order,
    /// dictionaries maps, lists slices, nullable values pointers.
    /// </summary>
    /// <param name="info">The type's metadata, from a <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <param name="naming">The Go names; null for the same names.</param>
    public static JsonShape From(JsonTypeInfo info, JsonNaming? naming = null) => new JsonShapeBuilder(naming ?? JsonNaming.Same).Build(info);

    /// <summary>A struct whose fields are set when all shapes that it refers to exist; for types that contain themselves.</summary>
    internal static JsonShape OpenStruct(string goName) => new(goName);

    /// <summary>Sets the fields of an open struct.</summary>
    internal void Close(IReadOnlyList<JsonField> fields) => _fields = fields;

    /// <summary>The value of some JSON; what is not there or null is the zero value.</summary>
    internal TemplateValue Read(JsonElement json)
    {
        if (json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return _zero(this);
        return _read(this, json) ?? JsonReading.Plain(json);
    }
}
