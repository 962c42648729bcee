using System.Text.Json.Serialization;
using Hull.Engine.Containers.Checkpoints;

namespace Hull.Engine.Containers;

/// <summary>
/// The JSON of specs: libpod's names (snake case where a member says nothing else), nulls left out. For reading; a first use describes
/// each type, which takes milliseconds, so writing has <see cref="SpecWriting"/>.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContainerConfig))]
[JsonSerializable(typeof(ContainerState))]
[JsonSerializable(typeof(CheckpointDump))]
internal sealed partial class SpecJson : JsonSerializerContext;
