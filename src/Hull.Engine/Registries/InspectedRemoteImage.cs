using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hull.Engine.Registries;

/// <summary>What there is to tell of an image that lies on a registry, without fetching its layers; skopeo's keys.</summary>
public sealed record InspectedRemoteImage
{
    /// <summary>The repository, in full.</summary>
    [JsonPropertyName("Name")] public required string Name { get; init; }

    /// <summary>The digest of what the name means: of the index where there is one.</summary>
    [JsonPropertyName("Digest")] public required string Digest { get; init; }

    /// <summary>All tags of the repository.</summary>
    [JsonPropertyName("RepoTags")] public required IReadOnlyList<string> RepoTags { get; init; }

    /// <summary>When it was made; null where it does not say.</summary>
    [JsonPropertyName("Created")] public DateTimeOffset? Created { get; init; }

    /// <summary>The version of the Docker that made it.</summary>
    [JsonPropertyName("DockerVersion")] public string DockerVersion { get; init; } = "";

    /// <summary>Its labels.</summary>
    [JsonPropertyName("Labels")] public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>GOARCH.</summary>
    [JsonPropertyName("Architecture")] public required string Architecture { get; init; }

    /// <summary>GOOS.</summary>
    [JsonPropertyName("Os")] public required string Os { get; init; }

    /// <summary>The digests of its layers, lowest first.</summary>
    [JsonPropertyName("Layers")] public required IReadOnlyList<string> Layers { get; init; }

    /// <summary>The layers with types and sizes.</summary>
    [JsonPropertyName("LayersData")] public required IReadOnlyList<InspectedRemoteLayer> LayersData { get; init; }

    /// <summary>Its environment.</summary>
    [JsonPropertyName("Env")] public IReadOnlyList<string>? Env { get; init; }

    /// <summary>How it is written as JSON.</summary>
    public static JsonTypeInfo JsonType => RemoteJson.Default.InspectedRemoteImage;

    /// <summary>It as JSON.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, RemoteJson.Default.InspectedRemoteImage);
}
