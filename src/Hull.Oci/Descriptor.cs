using System.Text.Json.Serialization;

namespace Hull.Oci;

/// <summary>A pointer to content: its type, digest and size (image-spec, descriptor.md). Docker's schema 2 has the same shape.</summary>
public sealed record Descriptor
{
    /// <summary>What the content is; one of <see cref="MediaTypes"/> or an artifact's own.</summary>
    [JsonPropertyName("mediaType")] public required string MediaType { get; init; }

    /// <summary>The content's digest.</summary>
    [JsonPropertyName("digest")] public required Digest Digest { get; init; }

    /// <summary>The content's length in bytes; what is longer or shorter is refused.</summary>
    [JsonPropertyName("size")] public required long Size { get; init; }

    /// <summary>Where a foreign layer may be fetched from; never fetched with credentials.</summary>
    [JsonPropertyName("urls")] public IReadOnlyList<string>? Urls { get; init; }

    /// <summary>Free text by key.</summary>
    [JsonPropertyName("annotations")] public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>In an index: the platform of the manifest pointed to.</summary>
    [JsonPropertyName("platform")] public Platform? Platform { get; init; }

    /// <summary>The type of the artifact pointed to, if it is none of the image's own types.</summary>
    [JsonPropertyName("artifactType")] public string? ArtifactType { get; init; }
}
