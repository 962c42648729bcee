using System.Text.Json.Serialization;

namespace Hull.Engine.Containers;

/// <summary>Which namespace a container gets: the words are libpod's nsmode and value.</summary>
public readonly record struct NamespaceMode
{
    /// <summary>default or empty, private, host, container, path, none, pod; for the network also bridge, pasta, slirp4netns; for users keep-id, auto, nomap; for IPC shareable.</summary>
    [JsonPropertyName("nsmode")]
    public string? Mode { get; init; }

    /// <summary>The container's id, the path, or the mode's options.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; init; }

    /// <summary>Whether nothing was said.</summary>
    [JsonIgnore]
    public bool IsDefault => Mode is null or "" or "default";

    /// <summary>A mode without a value.</summary>
    /// <param name="mode">The mode's word.</param>
    public static NamespaceMode Of(string mode) => new() { Mode = mode };
}
