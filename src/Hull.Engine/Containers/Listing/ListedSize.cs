using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Listing;

/// <summary>How much a container's files take, in bytes.</summary>
public sealed record ListedSize
{
    /// <summary>The image and the writable layer.</summary>
    [JsonPropertyName("rootFsSize")]
    public long RootFs { get; init; }

    /// <summary>The writable layer alone.</summary>
    [JsonPropertyName("rwSize")]
    public long Rw { get; init; }
}
