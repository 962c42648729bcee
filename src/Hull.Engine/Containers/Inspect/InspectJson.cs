using System.Text.Json.Serialization;
using Hull.Engine.Json;

namespace Hull.Engine.Containers.Inspect;

/// <summary>The JSON of inspected containers: nulls are written, as Go does, unless a member says otherwise.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(GoTimeConverter), typeof(GoDurationConverter)])]
[JsonSerializable(typeof(InspectedContainer))]
internal sealed partial class InspectJson : JsonSerializerContext;
