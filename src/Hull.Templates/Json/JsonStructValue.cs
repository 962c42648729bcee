using System.Text.Json;

namespace Hull.Templates.Json;

/// <summary>A struct over a JSON object, read field by field; over nothing it is the zero struct.</summary>
internal sealed class JsonStructValue(JsonShape shape, JsonElement json) : StructValue(shape.Type)
{
    public override IEnumerable<StructField> Fields => shape.Fields.Select(declared =>
    {
        var member = Member(declared);
        // What the JSON leaves out stays left out when the struct is written as JSON again.
        var jsonName = member.ValueKind == JsonValueKind.Undefined ? null : declared.JsonName;
        return new StructField(declared.Name, jsonName, false, false, declared.Shape.Read(member));
    });

    public override IEnumerable<string> Names => shape.Fields.Select(declared => declared.Name);

    public override TemplateValue? Field(string name)
    {
        foreach (var declared in shape.Fields)
        {
            if (declared.Name == name || declared.OtherName == name) return declared.Shape.Read(Member(declared));
        }
        return null;
    }

    private JsonElement Member(JsonField declared) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(declared.JsonName, out var member) ? member : default;
}
