using System.Text.Json.Serialization;

namespace Hull.Oci.Runtime;

/// <summary>Writes the JSON of the runtime specification by generated code alone, on the path of every start.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RuntimeSpec))]
[JsonSerializable(typeof(RuntimeProcess))]
[JsonSerializable(typeof(LinuxSeccomp))]
[JsonSerializable(typeof(LinuxResources))]
public sealed partial class RuntimeWriting : JsonSerializerContext;
