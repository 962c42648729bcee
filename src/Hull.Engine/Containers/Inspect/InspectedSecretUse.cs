using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>A secret that a container has as a file; what it keeps is not told.</summary>
public sealed record InspectedSecretUse
{
    /// <summary>The secret's name.</summary>
    [JsonPropertyName("Name")] public required string Name { get; init; }

    /// <summary>The secret's id.</summary>
    [JsonPropertyName("ID")] public required string Id { get; init; }

    /// <summary>The owner inside.</summary>
    [JsonPropertyName("UID")] public uint Uid { get; init; }

    /// <summary>The group inside.</summary>
    [JsonPropertyName("GID")] public uint Gid { get; init; }

    /// <summary>The permission bits.</summary>
    [JsonPropertyName("Mode")] public uint Mode { get; init; }
}
