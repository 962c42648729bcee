using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>GraphDriver of `inspect`: where the layers lie.</summary>
public sealed record InspectedDriver
{
    /// <summary>Always overlay.</summary>
    [JsonPropertyName("Name")] public string Name { get; init; } = "overlay";

    /// <summary>LowerDir (topmost first, joined by colons), UpperDir, WorkDir and, while mounted, MergedDir.</summary>
    [JsonPropertyName("Data")] public required IReadOnlyDictionary<string, string> Data { get; init; }
}
