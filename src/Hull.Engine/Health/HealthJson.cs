using System.Text.Json.Serialization;
using Hull.Engine.Containers.Inspect;

namespace Hull.Engine.Health;

/// <summary>The JSON of the file with the results.</summary>
[JsonSerializable(typeof(InspectedHealth))]
internal sealed partial class HealthJson : JsonSerializerContext;
