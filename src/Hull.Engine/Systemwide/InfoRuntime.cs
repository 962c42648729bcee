using System.Text.Json.Serialization;

namespace Hull.Engine.Systemwide;

/// <summary>An OCI runtime.</summary>
public sealed record InfoRuntime
{
    /// <summary>Its name.</summary>
    [JsonPropertyName("name")] public required string Name { get; init; }

    /// <summary>The distribution's package it is of, with its version; Unknown where that cannot be told.</summary>
    [JsonPropertyName("package")] public required string Package { get; init; }

    /// <summary>Where it lies.</summary>
    [JsonPropertyName("path")] public required string Path { get; init; }

    /// <summary>What it says itself.</summary>
    [JsonPropertyName("version")] public required string Version { get; init; }
}
