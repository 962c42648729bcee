using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

/// <summary>ASKED: one range of --uidmap or --gidmap, [+][u|g]INSIDE:[@]FROM[:SIZE].</summary>
public sealed record IdMapEntry
{
    /// <summary>The first id inside.</summary>
    public uint ContainerId { get; init; }

    /// <summary>The first id of the engine's, or, with <see cref="OfHost"/>, of the host's.</summary>
    public uint HostId { get; init; }

    /// <summary>How many.</summary>
    public uint Size { get; init; } = 1;

    /// <summary>Whether ranges before it give way where they collide with it; where all do so, the rest is filled up.</summary>
    [JsonPropertyName("extends")]
    public bool Extends { get; init; }

    /// <summary>Whether the ids are the host's, which a user's engine sees under other numbers.</summary>
    [JsonPropertyName("of_host")]
    public bool OfHost { get; init; }

    /// <summary>Whether it is for user ids only, wherever it stands.</summary>
    [JsonPropertyName("users_only")]
    public bool UsersOnly { get; init; }

    /// <summary>Whether it is for group ids only.</summary>
    [JsonPropertyName("groups_only")]
    public bool GroupsOnly { get; init; }
}
