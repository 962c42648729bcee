using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Hull.Oci;

/// <summary>One image's manifest: its configuration and its layers, lowest first (image-spec, manifest.md; Docker's schema 2 has the same shape).</summary>
public sealed record Manifest
{
    /// <summary>Always 2.</summary>
    [JsonPropertyName("schemaVersion")] public required int SchemaVersion { get; init; }

    /// <summary>The type as the document itself states it; OCI documents may leave it out.</summary>
    [JsonPropertyName("mediaType")] public string? MediaType { get; init; }

    /// <summary>The type of an artifact that is no image.</summary>
    [JsonPropertyName("artifactType")] public string? ArtifactType { get; init; }

    /// <summary>The image's configuration; its digest is the image's id.</summary>
    [JsonPropertyName("config")] public required Descriptor Config { get; init; }

    /// <summary>The layers, lowest first.</summary>
    [JsonPropertyName("layers")]
    [AllowNull]
    public required IReadOnlyList<Descriptor> Layers { get; init => field = value ?? []; } = [];

    /// <summary>The manifest this one refers to (signatures, SBOMs).</summary>
    [JsonPropertyName("subject")] public Descriptor? Subject { get; init; }

    /// <summary>Free text by key.</summary>
    [JsonPropertyName("annotations")] public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
