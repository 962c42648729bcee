using System.Text.Json.Serialization;

namespace Hull.Engine.Registries;

/// <summary>The JSON of images on registries.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(InspectedRemoteImage))]
internal sealed partial class RemoteJson : JsonSerializerContext;
