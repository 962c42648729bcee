using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

/// <summary>A volume mounted by its name. Its JSON is an entry of `volumes` of the libpod create body.</summary>
public sealed record NamedVolume
{
    /// <summary>The option by which a volume that is missing is not made.</summary>
    public const string NoCreate = "nocreate";

    /// <summary>The volume's name; empty is an anonymous one, which has a name once it is decided on.</summary>
    [JsonPropertyName("Name")] public string? Name { get; init; }

    /// <summary>Where it appears inside.</summary>
    [JsonPropertyName("Dest")] public required string Dest { get; init; }

    /// <summary>Mount options.</summary>
    [JsonPropertyName("Options")] public IReadOnlyList<string>? Options { get; init; }

    /// <summary>Whether it is the container's own, and may go with it.</summary>
    [JsonPropertyName("IsAnonymous")] public bool IsAnonymous { get; init; }

    /// <summary>The path in the volume that is mounted instead of all of it.</summary>
    [JsonPropertyName("SubPath")] public string? SubPath { get; init; }
}
