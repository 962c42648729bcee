using System.Text.Json.Serialization;

namespace Hull.Engine.Secrets;

/// <summary>What a secret was asked to be.</summary>
public sealed record InspectedSecretSpec
{
    /// <summary>The name.</summary>
    [JsonPropertyName("Name")] public required string Name { get; init; }

    /// <summary>Who keeps the data.</summary>
    [JsonPropertyName("Driver")] public required InspectedSecretDriver Driver { get; init; }

    /// <summary>The labels.</summary>
    [JsonPropertyName("Labels")] public required IReadOnlyDictionary<string, string> Labels { get; init; }
}
