using System.Text.Json.Serialization;

namespace Hull.Oci.Runtime;

/// <summary>
/// The JSON of the runtime specification: camel case, nulls left out. For reading; a first use describes each type, which takes
/// milliseconds, so writing has <see cref="RuntimeWriting"/>.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RuntimeSpec))]
[JsonSerializable(typeof(RuntimeProcess))]
public sealed partial class RuntimeJson : JsonSerializerContext;
