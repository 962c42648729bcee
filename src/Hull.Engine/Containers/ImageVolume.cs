using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

/// <summary>An image mounted as a directory (--mount type=image). Its JSON is an entry of `image_volumes` of the libpod create body.</summary>
public sealed record ImageVolume
{
    /// <summary>The image as named.</summary>
    [JsonPropertyName("Source")] public required string Source { get; init; }

    /// <summary>Where it appears inside.</summary>
    [JsonPropertyName("Destination")] public required string Destination { get; init; }

    /// <summary>Whether the container may write over it; what it writes is gone at its end.</summary>
    [JsonPropertyName("ReadWrite")] public bool ReadWrite { get; init; }

    /// <summary>The path in the image that is mounted instead of all of it.</summary>
    [JsonPropertyName("SubPath")] public string? SubPath { get; init; }

    /// <summary>The image's id; decided.</summary>
    [JsonPropertyName("ImageId")] public string? ImageId { get; init; }

    /// <summary>The keys of its layers, the lowest first; decided.</summary>
    [JsonPropertyName("Layers")] public IReadOnlyList<string>? Layers { get; init; }
}
