using System.Text.Json.Serialization;
using Hull.Engine.Json;

namespace Hull.Engine.Inspect;

/// <summary>The JSON of inspected images: nulls are written, as Go does, unless a member says otherwise.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(GoTimeConverter), typeof(GoDurationConverter)])]
[JsonSerializable(typeof(InspectedImage))]
internal sealed partial class ImageInspectJson : JsonSerializerContext;
