using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hull.Engine.Volumes;

/// <summary>A volume as `volume inspect` shows it, with Podman's names (libpod's InspectVolumeData).</summary>
public sealed record InspectedVolume
{
    /// <summary>The name.</summary>
    [JsonPropertyName("Name")] public required string Name { get; init; }

    /// <summary>The driver: local.</summary>
    [JsonPropertyName("Driver")] public string Driver { get; init; } = "local";

    /// <summary>The directory on the host with its files.</summary>
    [JsonPropertyName("Mountpoint")] public required string Mountpoint { get; init; }

    /// <summary>When it was made.</summary>
    [JsonPropertyName("CreatedAt")] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What a plugin says of it; always empty.</summary>
    [JsonPropertyName("Status")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Status { get; init; }

    /// <summary>Its labels.</summary>
    [JsonPropertyName("Labels")] public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>local.</summary>
    [JsonPropertyName("Scope")] public string Scope { get; init; } = "local";

    /// <summary>Its options.</summary>
    [JsonPropertyName("Options")] public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>The owner that it was made with; left out for root.</summary>
    [JsonPropertyName("UID")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public uint Uid { get; init; }

    /// <summary>The group that it was made with; left out for root's.</summary>
    [JsonPropertyName("GID")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public uint Gid { get; init; }

    /// <summary>Whether nobody gave it a name.</summary>
    [JsonPropertyName("Anonymous")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Anonymous { get; init; }

    /// <summary>How many hold it mounted; 0 for one that needs no mount.</summary>
    [JsonPropertyName("MountCount")] public required int MountCount { get; init; }

    /// <summary>Whether its next use fills it from the image.</summary>
    [JsonPropertyName("NeedsCopyUp")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NeedsCopyUp { get; init; }

    /// <summary>Whether its next use gives its directory to the container's user.</summary>
    [JsonPropertyName("NeedsChown")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NeedsChown { get; init; }

    /// <summary>Seconds that its mount may take.</summary>
    [JsonPropertyName("Timeout")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public uint Timeout { get; init; }

    /// <summary>The storage container of an image volume; always empty.</summary>
    [JsonPropertyName("StorageID")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? StorageId { get; init; }

    /// <summary>The number of its lock in Podman's table; always 0, since each volume has a lock file of its own.</summary>
    [JsonPropertyName("LockNumber")] public uint LockNumber { get; init; }

    /// <summary>How it is written as JSON: what templates learn its fields and types from.</summary>
    [JsonIgnore]
    public static JsonTypeInfo<InspectedVolume> JsonType => VolumeJson.Default.InspectedVolume;
}
