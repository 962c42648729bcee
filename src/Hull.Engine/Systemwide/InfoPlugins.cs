using System.Text.Json.Serialization;

namespace Hull.Engine.Systemwide;

/// <summary>The drivers there are.</summary>
public sealed record InfoPlugins
{
    /// <summary>Of volumes.</summary>
    [JsonPropertyName("volume")] public required IReadOnlyList<string> Volume { get; init; }

    /// <summary>Of networks.</summary>
    [JsonPropertyName("network")] public required IReadOnlyList<string> Network { get; init; }

    /// <summary>Of logs.</summary>
    [JsonPropertyName("log")] public required IReadOnlyList<string> Log { get; init; }

    /// <summary>Docker's; always null.</summary>
    [JsonPropertyName("authorization")] public IReadOnlyList<string>? Authorization { get; init; }
}
