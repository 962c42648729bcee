using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>HostConfig.LogConfig of `inspect`.</summary>
public sealed record InspectedLogConfig
{
    /// <summary>The log driver: k8s-file or none.</summary>
    [JsonPropertyName("Type")] public required string Type { get; init; }

    /// <summary>Docker's; always null.</summary>
    [JsonPropertyName("Config")] public IReadOnlyDictionary<string, string>? Config { get; init; }

    /// <summary>The log file; empty where the driver keeps none.</summary>
    [JsonPropertyName("Path")] public required string Path { get; init; }

    /// <summary>The tag of entries.</summary>
    [JsonPropertyName("Tag")] public required string Tag { get; init; }

    /// <summary>The largest size for people: 10MB; 0B is unlimited.</summary>
    [JsonPropertyName("Size")] public required string Size { get; init; }
}
