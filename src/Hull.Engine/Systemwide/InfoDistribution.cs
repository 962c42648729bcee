using System.Text.Json.Serialization;

namespace Hull.Engine.Systemwide;

/// <summary>The distribution.</summary>
public sealed record InfoDistribution
{
    /// <summary>debian, fedora, ….</summary>
    [JsonPropertyName("distribution")] public required string Distribution { get; init; }

    /// <summary>Its version; empty where it has none.</summary>
    [JsonPropertyName("version")] public required string Version { get; init; }

    /// <summary>Its version's name; left out where it has none.</summary>
    [JsonPropertyName("codename")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Codename { get; init; }
}
