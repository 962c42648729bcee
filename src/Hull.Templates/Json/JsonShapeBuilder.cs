using System.Text.Json.Serialization.Metadata;

namespace Hull.Templates.Json;

/// <summary>Makes shapes from the metadata of a source-generated serializer, which needs no reflection.</summary>
internal sealed class JsonShapeBuilder(JsonNaming naming)
{
    private static readonly Dictionary<Type, JsonShape> Simple = new()
    {
        [typeof(string)] = JsonShape.Text,
        [typeof(bool)] = JsonShape.Flag,
        [typeof(sbyte)] = JsonShape.NamedInteger(GoType.Named("int8", GoKind.Int)),
        [typeof(short)] = JsonShape.NamedInteger(GoType.Named("int16", GoKind.Int)),
        [typeof(int)] = JsonShape.NamedInteger(GoType.Int),
        [typeof(long)] = JsonShape.Integer,
        [typeof(byte)] = JsonShape.NamedUnsigned(GoType.Uint8),
        [typeof(ushort)] = JsonShape.NamedUnsigned(GoType.Named("uint16", GoKind.Uint)),
        [typeof(uint)] = JsonShape.NamedUnsigned(GoType.Named("uint32", GoKind.Uint)),
        [typeof(ulong)] = JsonShape.Unsigned,
        [typeof(float)] = JsonShape.Number,
        [typeof(double)] = JsonShape.Number,
        [typeof(DateTime)] = JsonShape.Time,
        [typeof(DateTimeOffset)] = JsonShape.Time,
        [typeof(TimeSpan)] = JsonShape.Duration,
    };

    private readonly Dictionary<Type, JsonShape> _structs = [];

    public JsonShape Build(JsonTypeInfo info)
    {
        if (Simple.TryGetValue(info.Type, out var simple)) return simple;
        if (Nullable.GetUnderlyingType(info.Type) is { } underlying) return JsonShape.PointerTo(Build(info.Options.GetTypeInfo(underlying)));
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => Struct(info),
            JsonTypeInfoKind.Dictionary => JsonShape.MapOf(Element(info)),
            JsonTypeInfoKind.Enumerable => JsonShape.ListOf(Element(info)),
            // A converter of its own: the JSON tells what it is.
            _ => JsonShape.Any,
        };
    }

    private JsonShape Element(JsonTypeInfo info) => info.ElementType is { } element ? Build(info.Options.GetTypeInfo(element)) : JsonShape.Any;

    private JsonShape Struct(JsonTypeInfo info)
    {
        if (_structs.TryGetValue(info.Type, out var known)) return known;
        var shape = JsonShape.OpenStruct(naming.TypeName(info.Type));
        _structs.Add(info.Type, shape);
        shape.Close([.. info.Properties.Select(property => Field(info, property))]);
        return shape;
    }

    private JsonField Field(JsonTypeInfo info, JsonPropertyInfo property)
    {
        var shape = property.CustomConverter is null ? Build(info.Options.GetTypeInfo(property.PropertyType)) : JsonShape.Any;
        // An object that may be missing is a pointer in Go.
        if (shape.Type.Kind == GoKind.Struct && property.IsGetNullable) shape = JsonShape.PointerTo(shape);
        return new JsonField(naming.FieldName(info.Type, property.Name), shape) { JsonName = property.Name, OtherName = naming.OtherName(info.Type, property.Name) };
    }
}
