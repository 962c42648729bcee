using System.Text.Json.Serialization;

namespace Hull.Engine.Inspect;

/// <summary>RootFS of an inspected image.</summary>
public sealed record InspectedRootFs
{
    /// <summary>Always layers.</summary>
    [JsonPropertyName("Type")] public required string Type { get; init; }

    /// <summary>The diff-IDs, lowest layer first.</summary>
    [JsonPropertyName("Layers")] public required IReadOnlyList<string> Layers { get; init; }
}
