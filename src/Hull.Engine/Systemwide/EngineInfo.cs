using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hull.Engine.Systemwide;

/// <summary>What `info` tells: the host, the store and the engine. Its JSON has the keys of `podman info --format json`; what differs is listed in docs/inspect-differences.md.</summary>
public sealed record EngineInfo
{
    /// <summary>How this record is written as JSON.</summary>
    [JsonIgnore] public static JsonTypeInfo<EngineInfo> JsonType => InfoJson.Default.EngineInfo;

    /// <summary>The host, and the programs that are used on it.</summary>
    [JsonPropertyName("host")] public required InfoHost Host { get; init; }

    /// <summary>The store.</summary>
    [JsonPropertyName("store")] public required InfoStore Store { get; init; }

    /// <summary>"search" → the registries that short names are looked up on; empty without any.</summary>
    [JsonPropertyName("registries")] public required IReadOnlyDictionary<string, IReadOnlyList<string>> Registries { get; init; }

    /// <summary>The drivers there are.</summary>
    [JsonPropertyName("plugins")] public required InfoPlugins Plugins { get; init; }

    /// <summary>The engine's version.</summary>
    [JsonPropertyName("version")] public required InfoVersion Version { get; init; }
}
