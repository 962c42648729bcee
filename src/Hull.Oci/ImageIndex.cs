using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Hull.Oci;

/// <summary>A list of manifests, one a platform (image-spec, image-index.md), or Docker's manifest list, which has the same shape.</summary>
public sealed record ImageIndex
{
    /// <summary>Always 2.</summary>
    [JsonPropertyName("schemaVersion")] public required int SchemaVersion { get; init; }

    /// <summary>The type as the document itself states it; OCI documents may leave it out.</summary>
    [JsonPropertyName("mediaType")] public string? MediaType { get; init; }

    /// <summary>The type of an artifact that is no image.</summary>
    [JsonPropertyName("artifactType")] public string? ArtifactType { get; init; }

    /// <summary>The manifests, in order of preference.</summary>
    [JsonPropertyName("manifests")]
    [AllowNull]
    public required IReadOnlyList<Descriptor> Manifests { get; init => field = value ?? []; } = [];

    /// <summary>The manifest this one refers to.</summary>
    [JsonPropertyName("subject")] public Descriptor? Subject { get; init; }

    /// <summary>Free text by key.</summary>
    [JsonPropertyName("annotations")] public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>The first manifest that serves a platform: an exact variant first, then one without or with a lower variant; null when none does.</summary>
    public Descriptor? For(Platform wanted)
    {
        var serving = Manifests.Where(m => m.Platform is { } platform && platform.Serves(wanted)).ToList();
        return serving.FirstOrDefault(m => m.Platform!.Normalize().Variant == wanted.Normalize().Variant)
            ?? serving.OrderByDescending(m => m.Platform!.Normalize().Variant, StringComparer.Ordinal).FirstOrDefault();
    }
}
