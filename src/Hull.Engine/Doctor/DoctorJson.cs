using System.Text.Json.Serialization;

namespace Hull.Engine.Doctor;

/// <summary>The JSON of findings.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<Finding>))]
public sealed partial class DoctorJson : JsonSerializerContext;
