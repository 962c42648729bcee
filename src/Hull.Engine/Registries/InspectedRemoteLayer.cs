using System.Text.Json.Serialization;

namespace Hull.Engine.Registries;

/// <summary>One layer of an image on a registry.</summary>
public sealed record InspectedRemoteLayer
{
    /// <summary>Its media type.</summary>
    [JsonPropertyName("MIMEType")] public required string MimeType { get; init; }

    /// <summary>Its blob's digest.</summary>
    [JsonPropertyName("Digest")] public required string Digest { get; init; }

    /// <summary>Its blob's bytes.</summary>
    [JsonPropertyName("Size")] public required long Size { get; init; }

    /// <summary>Free text by key.</summary>
    [JsonPropertyName("Annotations")] public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
