using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>NetworkSettings of `inspect`.</summary>
public sealed record InspectedNetworkSettings : InspectedEndpoint
{
    /// <summary>Docker's; always empty.</summary>
    [JsonPropertyName("Bridge")] public string Bridge { get; init; } = "";

    /// <summary>Docker's; always empty.</summary>
    [JsonPropertyName("SandboxID")] public string SandboxId { get; init; } = "";

    /// <summary>Docker's; always false.</summary>
    [JsonPropertyName("HairpinMode")] public bool HairpinMode { get; init; }

    /// <summary>Docker's; always empty.</summary>
    [JsonPropertyName("LinkLocalIPv6Address")] public string LinkLocalIPv6Address { get; init; } = "";

    /// <summary>Docker's; always 0.</summary>
    [JsonPropertyName("LinkLocalIPv6PrefixLen")] public int LinkLocalIPv6PrefixLength { get; init; }

    /// <summary>"80/tcp" → where it is published; null for a port that is only exposed.</summary>
    [JsonPropertyName("Ports")]
    public IReadOnlyDictionary<string, IReadOnlyList<InspectedHostPort>?> Ports { get; init; } =
        new Dictionary<string, IReadOnlyList<InspectedHostPort>?>();

    /// <summary>The network namespace's file; empty where the container has none of its own.</summary>
    [JsonPropertyName("SandboxKey")] public string SandboxKey { get; init; } = "";

    /// <summary>The networks by name; left out where there are none.</summary>
    [JsonPropertyName("Networks")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, InspectedNetwork>? Networks { get; init; }
}
