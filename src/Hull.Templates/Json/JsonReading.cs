using System.Text.Json;
using Hull.Templates.Times;

namespace Hull.Templates.Json;

/// <summary>Reads JSON values as one kind or another; null where the JSON is of a different kind.</summary>
internal static class JsonReading
{
    private static readonly GoType PlainList = GoType.ListOf(GoType.Any);
    private static readonly GoType PlainMap = GoType.MapOf(GoType.Any);

    public static TemplateValue? Flag(JsonElement json) =>
        json.ValueKind is JsonValueKind.True or JsonValueKind.False ? BoolValue.Of(json.ValueKind == JsonValueKind.True) : null;

    public static TemplateValue? Text(JsonElement json, GoType type) =>
        json.ValueKind == JsonValueKind.String ? new StringValue(json.GetString()!, type) : null;

    public static TemplateValue? Integer(JsonElement json, GoType type) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var value) ? new IntValue(value, type) : null;

    public static TemplateValue? Unsigned(JsonElement json, GoType type) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetUInt64(out var value) ? new UintValue(value, type) : null;

    public static TemplateValue? Number(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number ? new FloatValue(json.GetDouble()) : null;

    public static TemplateValue? Time(JsonElement json) =>
        json.ValueKind == JsonValueKind.String && GoTime.Parse(json.GetString()!) is { } time ? new TimeValue(time) : null;

    public static TemplateValue? Duration(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var value) ? DurationValue.FromNanoseconds(value) : null;

    public static TemplateValue? List(JsonElement json, GoType type, JsonShape element) =>
        json.ValueKind == JsonValueKind.Array ? new ListValue(type, [.. json.EnumerateArray().Select(element.Read)]) : null;

    public static TemplateValue? Map(JsonElement json, GoType type, JsonShape element) =>
        json.ValueKind == JsonValueKind.Object
            ? MapValue.Create(type, json.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, element.Read(member.Value))), () => element.Read(default))
            : null;

    /// <summary>What decoding into an empty interface gives, but whole numbers stay whole.</summary>
    public static TemplateValue Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => Map(json, PlainMap, JsonShape.Any)!,
        JsonValueKind.Array => List(json, PlainList, JsonShape.Any)!,
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Integer(json, GoType.Int64) ?? Unsigned(json, GoType.Uint64) ?? Number(json)!,
        _ => TemplateValue.None,
    };
}
