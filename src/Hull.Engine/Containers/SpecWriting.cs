using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

/// <summary>Writes what <see cref="SpecJson"/> reads, by generated code alone: every create and start does.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContainerConfig))]
[JsonSerializable(typeof(ContainerState))]
internal sealed partial class SpecWriting : JsonSerializerContext;
