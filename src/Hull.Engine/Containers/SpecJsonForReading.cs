using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

/// <summary>Reads what <see cref="SpecJson"/> writes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ContainerConfig))]
[JsonSerializable(typeof(ContainerState))]
internal sealed partial class SpecJsonForReading : JsonSerializerContext;
