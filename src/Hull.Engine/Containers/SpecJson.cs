using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

/// <summary>
/// Writes the JSON of specs: libpod's names (snake case where a member says nothing else), nulls left out. It can only write: describing
/// the types for reading too costs 1.3 ms at the first use. To read, <see cref="SpecJsonForReading"/>.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContainerConfig))]
[JsonSerializable(typeof(ContainerState))]
internal sealed partial class SpecJson : JsonSerializerContext;
