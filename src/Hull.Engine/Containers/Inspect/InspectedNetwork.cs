using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>One network that the container is connected to.</summary>
public sealed record InspectedNetwork : InspectedEndpoint
{
    /// <summary>The network's name.</summary>
    [JsonPropertyName("NetworkID")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? NetworkId { get; init; }

    /// <summary>Docker's; always null.</summary>
    [JsonPropertyName("DriverOpts")] public IReadOnlyDictionary<string, string>? DriverOptions { get; init; }

    /// <summary>Docker's; always null.</summary>
    [JsonPropertyName("IPAMConfig")] public IReadOnlyDictionary<string, string>? IpamConfig { get; init; }

    /// <summary>Docker's; always null.</summary>
    [JsonPropertyName("Links")] public IReadOnlyList<string>? Links { get; init; }

    /// <summary>The container's further names in this network.</summary>
    [JsonPropertyName("Aliases")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? Aliases { get; init; }
}
