using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>The block I/O weight of one device.</summary>
public sealed record InspectedWeightDevice
{
    /// <summary>The device's node on the host.</summary>
    [JsonPropertyName("Path")] public required string Path { get; init; }

    /// <summary>The weight, 10 to 1000.</summary>
    [JsonPropertyName("Weight")] public ushort Weight { get; init; }
}
