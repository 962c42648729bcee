using System.Text.Json.Serialization;

namespace Hull.Engine.Systemwide;

/// <summary>A helper program; empty members where it is missing.</summary>
public sealed record InfoHelper
{
    /// <summary>Where it lies.</summary>
    [JsonPropertyName("executable")] public string Executable { get; init; } = "";

    /// <summary>The distribution's package it is of, with its version; Unknown where that cannot be told.</summary>
    [JsonPropertyName("package")] public string Package { get; init; } = "";

    /// <summary>What it says itself.</summary>
    [JsonPropertyName("version")] public string Version { get; init; } = "";
}
