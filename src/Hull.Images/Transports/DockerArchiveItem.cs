using System.Text.Json.Serialization;

namespace Hull.Images.Transports;

/// <summary>One image in the manifest.json of a docker-archive, as `docker save` writes it.</summary>
internal sealed record DockerArchiveItem
{
    /// <summary>The entry with the configuration.</summary>
    [JsonPropertyName("Config")] public required string Config { get; init; }

    /// <summary>name:tag, short for Docker Hub.</summary>
    [JsonPropertyName("RepoTags")] public IReadOnlyList<string>? RepoTags { get; init; }

    /// <summary>The entries with the layers, lowest first.</summary>
    [JsonPropertyName("Layers")] public IReadOnlyList<string>? Layers { get; init; }
}
