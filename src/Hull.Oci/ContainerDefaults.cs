using System.Text.Json.Serialization;

namespace Hull.Oci;

/// <summary>What an image says a container of it should be like (image-spec, config.md, "config"; the words are Docker's).</summary>
public sealed record ContainerDefaults
{
    /// <summary>user, uid, user:group, uid:gid, ….</summary>
    [JsonPropertyName("User")] public string? User { get; init; }

    /// <summary>"80", "80/tcp", "53/udp"; the values are empty objects.</summary>
    [JsonPropertyName("ExposedPorts")] public IReadOnlyDictionary<string, EmptyObject>? ExposedPorts { get; init; }

    /// <summary>NAME=value.</summary>
    [JsonPropertyName("Env")] public IReadOnlyList<string>? Env { get; init; }

    /// <summary>The words before the command.</summary>
    [JsonPropertyName("Entrypoint")] public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>The default command or the entry point's default arguments.</summary>
    [JsonPropertyName("Cmd")] public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>Paths that shall be volumes; the values are empty objects.</summary>
    [JsonPropertyName("Volumes")] public IReadOnlyDictionary<string, EmptyObject>? Volumes { get; init; }

    /// <summary>Where the command starts.</summary>
    [JsonPropertyName("WorkingDir")] public string? WorkingDir { get; init; }

    /// <summary>Free text by key.</summary>
    [JsonPropertyName("Labels")] public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The signal that ends it: "SIGTERM", "15", "RTMIN+3".</summary>
    [JsonPropertyName("StopSignal")] public string? StopSignal { get; init; }

    /// <summary>Seconds between the stop signal and SIGKILL.</summary>
    [JsonPropertyName("StopTimeout")] public int? StopTimeout { get; init; }

    /// <summary>Docker: how its health is checked.</summary>
    [JsonPropertyName("Healthcheck")] public ImageHealthcheck? Healthcheck { get; init; }

    /// <summary>Docker: instructions for images built from this one.</summary>
    [JsonPropertyName("OnBuild")] public IReadOnlyList<string>? OnBuild { get; init; }

    /// <summary>Docker: the words before a command in shell form.</summary>
    [JsonPropertyName("Shell")] public IReadOnlyList<string>? Shell { get; init; }

    /// <summary>Docker, Windows: the command is one line, already escaped.</summary>
    [JsonPropertyName("ArgsEscaped")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ArgsEscaped { get; init; }

    /// <summary>The same with the members that a JSON document of this form has (`commit --config`); what it does not name stays.</summary>
    /// <param name="raw">The document.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="Core.EngineException">Corrupt: not such a document.</exception>
    public ContainerDefaults With(ReadOnlySpan<byte> raw, string what)
    {
        var other = Documents.Read(raw, OciJson.Default.ContainerDefaults, what);
        return this with
        {
            User = other.User ?? User,
            ExposedPorts = other.ExposedPorts ?? ExposedPorts,
            Env = other.Env ?? Env,
            Entrypoint = other.Entrypoint ?? Entrypoint,
            Cmd = other.Cmd ?? Cmd,
            Volumes = other.Volumes ?? Volumes,
            WorkingDir = other.WorkingDir ?? WorkingDir,
            Labels = other.Labels ?? Labels,
            StopSignal = other.StopSignal ?? StopSignal,
            StopTimeout = other.StopTimeout ?? StopTimeout,
            Healthcheck = other.Healthcheck ?? Healthcheck,
            OnBuild = other.OnBuild ?? OnBuild,
            Shell = other.Shell ?? Shell,
        };
    }
}
