using System.Text.Json.Serialization;
using Hull.Engine.Json;

namespace Hull.Engine.Volumes;

/// <summary>The JSON of volumes: their rows, and what `inspect` and `ls` show.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(GoTimeConverter)])]
[JsonSerializable(typeof(VolumeConfig))]
[JsonSerializable(typeof(InspectedVolume))]
internal sealed partial class VolumeJson : JsonSerializerContext;
