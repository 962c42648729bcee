using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hull.Engine.Images;

/// <summary>An image that is mounted. Its JSON is an element of `image mount --format json`.</summary>
public sealed record MountedImage
{
    /// <summary>The image's id.</summary>
    [JsonPropertyName("id")] public required string Id { get; init; }

    /// <summary>The digests of its manifests.</summary>
    [JsonPropertyName("Names")] public required IReadOnlyList<string> Digests { get; init; }

    /// <summary>Its names.</summary>
    [JsonPropertyName("Repositories")] public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Where it is mounted.</summary>
    [JsonPropertyName("mountpoint")] public required string Mountpoint { get; init; }

    /// <summary>How it is written as JSON.</summary>
    [JsonIgnore]
    public static JsonTypeInfo<MountedImage> JsonType => ImageListJson.Default.MountedImage;
}
