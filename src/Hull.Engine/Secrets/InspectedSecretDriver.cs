using System.Text.Json.Serialization;

namespace Hull.Engine.Secrets;

/// <summary>Who keeps a secret's data, and how.</summary>
public sealed record InspectedSecretDriver
{
    /// <summary>The driver: file.</summary>
    [JsonPropertyName("Name")] public required string Name { get; init; }

    /// <summary>Its options, with the directory of the files.</summary>
    [JsonPropertyName("Options")] public required IReadOnlyDictionary<string, string> Options { get; init; }
}
