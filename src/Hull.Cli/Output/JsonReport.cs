using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hull.Engine.Inspect;
using Hull.Templates;

namespace Hull.Cli.Output;

/// <summary>Shows objects that exist as JSON to templates, under the names that Podman's Go types have.</summary>
internal static class JsonReport
{
    private static readonly JsonNaming Naming = new() { TypeName = GoNames.TypeName, FieldName = GoNames.FieldName, OtherName = GoNames.OtherName };

    /// <summary>An object as templates see it: a pointer to a struct.</summary>
    /// <param name="json">The object.</param>
    /// <param name="type">What it is made of.</param>
    public static TemplateValue Value(JsonElement json, JsonTypeInfo type) => TemplateValue.FromJson(json, JsonShape.PointerTo(JsonShape.From(type, Naming)));
}
