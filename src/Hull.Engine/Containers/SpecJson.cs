using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

/// <summary>The JSON of specs: libpod's names (snake case where a member says nothing else), nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContainerConfig))]
[JsonSerializable(typeof(ContainerState))]
internal sealed partial class SpecJson : JsonSerializerContext;
