using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

/// <summary>ASKED: the ids of a user namespace of the container's own.</summary>
public sealed record IdMappingRequest
{
    /// <summary>User ids; empty takes those of the groups.</summary>
    [JsonPropertyName("UIDMap")]
    public IReadOnlyList<IdMapEntry> Users { get; init; } = [];

    /// <summary>Group ids; empty takes those of the users.</summary>
    [JsonPropertyName("GIDMap")]
    public IReadOnlyList<IdMapEntry> Groups { get; init; } = [];

    /// <summary>A name in /etc/subuid whose ranges are the user ids.</summary>
    [JsonPropertyName("SubUIDName")]
    public string? SubordinateUserName { get; init; }

    /// <summary>A name in /etc/subgid whose ranges are the group ids.</summary>
    [JsonPropertyName("SubGIDName")]
    public string? SubordinateGroupName { get; init; }
}
