using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hull.Engine.Containers.Inspect;

namespace Hull.Engine.Inspect;

/// <summary>
/// What `inspect` tells of an image. Its JSON has the keys of `podman image inspect`, in the same order and with the same types; what
/// differs from Debian's podman 4.3 is listed in docs/inspect-differences.md.
/// </summary>
public sealed record InspectedImage
{
    /// <summary>How this record is written as JSON.</summary>
    [JsonIgnore] public static JsonTypeInfo<InspectedImage> JsonType => ImageInspectJson.Default.InspectedImage;

    /// <summary>The configuration's digest without its algorithm.</summary>
    [JsonPropertyName("Id")] public required string Id { get; init; }

    /// <summary>The digest of the manifest it came with last.</summary>
    [JsonPropertyName("Digest")] public required string Digest { get; init; }

    /// <summary>Its names with a tag.</summary>
    [JsonPropertyName("RepoTags")] public required IReadOnlyList<string> RepoTags { get; init; }

    /// <summary>Each repository it is named in with each digest it came with.</summary>
    [JsonPropertyName("RepoDigests")] public required IReadOnlyList<string> RepoDigests { get; init; }

    /// <summary>The id of the image that it was made from, if that is here; else empty.</summary>
    [JsonPropertyName("Parent")] public required string Parent { get; init; }

    /// <summary>A message of whoever made it.</summary>
    [JsonPropertyName("Comment")] public required string Comment { get; init; }

    /// <summary>When it was made; null where it does not say.</summary>
    [JsonPropertyName("Created")] public DateTimeOffset? Created { get; init; }

    /// <summary>What it says of a container of it.</summary>
    [JsonPropertyName("Config")] public required InspectedImageConfig Config { get; init; }

    /// <summary>Docker's version, of the engine that made it; else empty.</summary>
    [JsonPropertyName("Version")] public required string Version { get; init; }

    /// <summary>Who made it; else empty.</summary>
    [JsonPropertyName("Author")] public required string Author { get; init; }

    /// <summary>GOARCH.</summary>
    [JsonPropertyName("Architecture")] public required string Architecture { get; init; }

    /// <summary>GOOS.</summary>
    [JsonPropertyName("Os")] public required string Os { get; init; }

    /// <summary>Bytes: the plain tars of all layers, the configuration and the manifest.</summary>
    [JsonPropertyName("Size")] public required long Size { get; init; }

    /// <summary>The same again, as Docker has it.</summary>
    [JsonPropertyName("VirtualSize")] public required long VirtualSize { get; init; }

    /// <summary>Where its layers lie.</summary>
    [JsonPropertyName("GraphDriver")] public required InspectedDriver GraphDriver { get; init; }

    /// <summary>Its layers' diff-IDs.</summary>
    [JsonPropertyName("RootFS")] public required InspectedRootFs RootFs { get; init; }

    /// <summary>Its labels; null without any.</summary>
    [JsonPropertyName("Labels")] public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The annotations of its manifest.</summary>
    [JsonPropertyName("Annotations")] public required IReadOnlyDictionary<string, string> Annotations { get; init; }

    /// <summary>The media type of its manifest.</summary>
    [JsonPropertyName("ManifestType")] public required string ManifestType { get; init; }

    /// <summary>The user that a container of it runs as; empty is root.</summary>
    [JsonPropertyName("User")] public required string User { get; init; }

    /// <summary>How it was made, oldest step first; null where it does not say.</summary>
    [JsonPropertyName("History")] public IReadOnlyList<InspectedHistory>? History { get; init; }

    /// <summary>The full names it ever had, newest first.</summary>
    [JsonPropertyName("NamesHistory")] public required IReadOnlyList<string> NamesHistory { get; init; }

    /// <summary>The health check that it asks for; left out without one.</summary>
    [JsonPropertyName("Healthcheck")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InspectedHealthcheck? Healthcheck { get; init; }
}
