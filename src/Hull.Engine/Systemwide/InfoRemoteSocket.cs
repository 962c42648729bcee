using System.Text.Json.Serialization;

namespace Hull.Engine.Systemwide;

/// <summary>The socket of the API.</summary>
public sealed record InfoRemoteSocket
{
    /// <summary>Where it lies.</summary>
    [JsonPropertyName("path")] public required string Path { get; init; }

    /// <summary>Whether somebody made it.</summary>
    [JsonPropertyName("exists")] public bool Exists { get; init; }
}
