using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>The block I/O limit of one device.</summary>
public sealed record InspectedThrottleDevice
{
    /// <summary>The device's node on the host.</summary>
    [JsonPropertyName("Path")] public required string Path { get; init; }

    /// <summary>Bytes or operations a second.</summary>
    [JsonPropertyName("Rate")] public ulong Rate { get; init; }
}
