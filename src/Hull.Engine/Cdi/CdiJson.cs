using System.Text.Json.Serialization;

namespace Hull.Engine.Cdi;

/// <summary>The JSON of CDI files. Newer versions of the specification add members that this one passes over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CdiDocument))]
internal sealed partial class CdiJson : JsonSerializerContext;
