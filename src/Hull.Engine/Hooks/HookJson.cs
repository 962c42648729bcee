using System.Text.Json.Serialization;

namespace Hull.Engine.Hooks;

/// <summary>The JSON of hook files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(HookDocument))]
internal sealed partial class HookJson : JsonSerializerContext;
