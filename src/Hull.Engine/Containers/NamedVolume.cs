using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

/// <summary>A volume mounted by its name. Its JSON is an entry of `volumes` of the libpod create body.</summary>
public sealed record NamedVolume
{
    /// <summary>The volume's name; empty is an anonymous one.</summary>
    [JsonPropertyName("Name")] public string? Name { get; init; }

    /// <summary>Where it appears inside.</summary>
    [JsonPropertyName("Dest")] public required string Dest { get; init; }

    /// <summary>Mount options.</summary>
    [JsonPropertyName("Options")] public IReadOnlyList<string>? Options { get; init; }
}
