using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>One entry of Mounts of `inspect`: a bind or a volume that somebody asked for; tmpfs are in HostConfig.Tmpfs.</summary>
public sealed record InspectedMount
{
    /// <summary>bind, volume or image.</summary>
    [JsonPropertyName("Type")] public required string Type { get; init; }

    /// <summary>The volume's name; left out for a bind.</summary>
    [JsonPropertyName("Name")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Name { get; init; }

    /// <summary>The directory or file on the host.</summary>
    [JsonPropertyName("Source")] public required string Source { get; init; }

    /// <summary>Where it appears inside.</summary>
    [JsonPropertyName("Destination")] public required string Destination { get; init; }

    /// <summary>The volume's driver; empty for a bind.</summary>
    [JsonPropertyName("Driver")] public string Driver { get; init; } = "";

    /// <summary>z or Z, SELinux' relabelling; else empty.</summary>
    [JsonPropertyName("Mode")] public string Mode { get; init; } = "";

    /// <summary>The options that no other member tells.</summary>
    [JsonPropertyName("Options")] public IReadOnlyList<string>? Options { get; init; }

    /// <summary>Whether it can be written to.</summary>
    [JsonPropertyName("RW")] public bool IsWritable { get; init; }

    /// <summary>private, rprivate, shared …; empty where nothing was decided.</summary>
    [JsonPropertyName("Propagation")] public string Propagation { get; init; } = "";

    /// <summary>The path in the volume or image that is mounted; left out for all of it.</summary>
    [JsonPropertyName("SubPath")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? SubPath { get; init; }
}
