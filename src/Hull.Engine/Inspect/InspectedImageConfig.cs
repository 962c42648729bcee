using System.Text.Json.Serialization;
using Hull.Oci;

namespace Hull.Engine.Inspect;

/// <summary>Config of an inspected image: what it says of a container of it. What it does not say is left out.</summary>
public sealed record InspectedImageConfig
{
    /// <summary>user[:group].</summary>
    [JsonPropertyName("User")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? User { get; init; }

    /// <summary>"80/tcp" → nothing.</summary>
    [JsonPropertyName("ExposedPorts")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, EmptyObject>? ExposedPorts { get; init; }

    /// <summary>The environment, each NAME=VALUE.</summary>
    [JsonPropertyName("Env")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? Env { get; init; }

    /// <summary>The words before the command.</summary>
    [JsonPropertyName("Entrypoint")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>The default command.</summary>
    [JsonPropertyName("Cmd")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>Paths that shall be volumes → nothing.</summary>
    [JsonPropertyName("Volumes")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, EmptyObject>? Volumes { get; init; }

    /// <summary>Where the command starts.</summary>
    [JsonPropertyName("WorkingDir")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? WorkingDir { get; init; }

    /// <summary>The labels.</summary>
    [JsonPropertyName("Labels")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The signal that ends a container of it.</summary>
    [JsonPropertyName("StopSignal")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? StopSignal { get; init; }

    /// <summary>Docker, Windows: whether the command is one line, already escaped.</summary>
    [JsonPropertyName("ArgsEscaped")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool ArgsEscaped { get; init; }
}
