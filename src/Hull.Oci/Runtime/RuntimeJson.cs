using System.Text.Json.Serialization;

namespace Hull.Oci.Runtime;

/// <summary>The JSON of the runtime specification: camel case, nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RuntimeSpec))]
[JsonSerializable(typeof(RuntimeProcess))]
[JsonSerializable(typeof(LinuxSeccomp))]
public sealed partial class RuntimeJson : JsonSerializerContext;
