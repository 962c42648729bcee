using System.Text.Json.Serialization;

namespace Hull.Oci.Runtime;

/// <summary>
/// Writes the JSON of the runtime specification: camel case, nulls left out. It can only write: describing some thirty types for reading
/// too would cost 1.5 ms at the first use, and every start of a container is a first use. To read, <see cref="RuntimeJsonForReading"/>.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RuntimeSpec))]
[JsonSerializable(typeof(RuntimeProcess))]
[JsonSerializable(typeof(LinuxSeccomp))]
public sealed partial class RuntimeJson : JsonSerializerContext;
