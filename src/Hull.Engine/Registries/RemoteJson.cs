using System.Text.Json.Serialization;
using Hull.Engine.Json;

namespace Hull.Engine.Registries;

/// <summary>The JSON of images on registries.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, Converters = [typeof(GoTimeConverter)])]
[JsonSerializable(typeof(InspectedRemoteImage))]
internal sealed partial class RemoteJson : JsonSerializerContext;
