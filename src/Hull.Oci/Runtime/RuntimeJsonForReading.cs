using System.Text.Json.Serialization;

namespace Hull.Oci.Runtime;

/// <summary>Reads what <see cref="RuntimeJson"/> writes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RuntimeSpec))]
public sealed partial class RuntimeJsonForReading : JsonSerializerContext;
