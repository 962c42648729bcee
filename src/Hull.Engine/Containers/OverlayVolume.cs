using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

/// <summary>A directory of the host mounted below an overlay (-v …:O). Its JSON is an entry of `overlay_volumes` of the libpod create body.</summary>
public sealed record OverlayVolume
{
    /// <summary>Where it appears inside.</summary>
    [JsonPropertyName("destination")] public required string Destination { get; init; }

    /// <summary>The directory on the host, which is never written to.</summary>
    [JsonPropertyName("source")] public required string Source { get; init; }

    /// <summary>O, U, and upperdir= and workdir= for changes that are to last.</summary>
    [JsonPropertyName("options")] public IReadOnlyList<string>? Options { get; init; }
}
