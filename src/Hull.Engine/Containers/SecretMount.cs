using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

/// <summary>ASKED: a secret as a file inside.</summary>
public sealed record SecretMount
{
    /// <summary>The secret's name or id.</summary>
    [JsonPropertyName("Source")]
    public required string Source { get; init; }

    /// <summary>The file: absolute, or below /run/secrets; null is /run/secrets/NAME.</summary>
    [JsonPropertyName("Target")]
    public string? Target { get; init; }

    /// <summary>The owner inside.</summary>
    [JsonPropertyName("UID")]
    public uint Uid { get; init; }

    /// <summary>The group inside.</summary>
    [JsonPropertyName("GID")]
    public uint Gid { get; init; }

    /// <summary>The permission bits; 0444 unless asked otherwise.</summary>
    [JsonPropertyName("Mode")]
    public uint Mode { get; init; } = 0x124;
}
