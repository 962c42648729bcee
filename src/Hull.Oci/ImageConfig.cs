using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hull.Oci;

/// <summary>
/// An image's configuration (image-spec, config.md, and Docker's, which has more fields). Read-only view: what is stored and hashed are
/// always the raw bytes, so unknown fields are never lost.
/// </summary>
public sealed record ImageConfig
{
    /// <summary>When the image was made; ticks of 100 ns.</summary>
    [JsonPropertyName("created")] public DateTimeOffset? Created { get; init; }

    /// <summary>Who made it.</summary>
    [JsonPropertyName("author")] public string? Author { get; init; }

    /// <summary>GOARCH. Required by the specification; images of old tools leave it empty.</summary>
    [JsonPropertyName("architecture")] public string Architecture { get; init; } = "";

    /// <summary>The processor's variant.</summary>
    [JsonPropertyName("variant")] public string? Variant { get; init; }

    /// <summary>GOOS. Required by the specification; images of old tools leave it empty.</summary>
    [JsonPropertyName("os")] public string Os { get; init; } = "";

    /// <summary>The operating system's version (Windows).</summary>
    [JsonPropertyName("os.version")] public string? OsVersion { get; init; }

    /// <summary>Features of the operating system (Windows).</summary>
    [JsonPropertyName("os.features")] public IReadOnlyList<string>? OsFeatures { get; init; }

    /// <summary>What a container of it should be like; null when it says nothing.</summary>
    [JsonPropertyName("config")] public ContainerDefaults? Config { get; init; }

    /// <summary>The layers' diff-IDs.</summary>
    [JsonPropertyName("rootfs")] public required RootFs RootFs { get; init; }

    /// <summary>How it was made, oldest step first.</summary>
    [JsonPropertyName("history")] public IReadOnlyList<HistoryEntry>? History { get; init; }

    /// <summary>Docker: the message of `docker commit`.</summary>
    [JsonPropertyName("comment")] public string? Comment { get; init; }

    /// <summary>Docker: the version of the engine that made it.</summary>
    [JsonPropertyName("docker_version")] public string? DockerVersion { get; init; }

    /// <summary>Reads and validates a configuration.</summary>
    /// <param name="raw">The bytes, at most <see cref="Documents.MaximumBytes"/>.</param>
    /// <param name="what">What it is, for the message: "config sha256:…".</param>
    /// <exception cref="Core.EngineException">Corrupt: not JSON, a field of the wrong type, or without a list of layers.</exception>
    public static ImageConfig Parse(ReadOnlySpan<byte> raw, string what = "image config")
    {
        var config = Documents.Read(raw, OciJson.Default.ImageConfig, what);
        if (config.RootFs.Type != "layers") throw Documents.Corrupt(what, $"rootfs.type is \"{OneLine.Of(config.RootFs.Type)}\", not \"layers\"");
        Documents.RefuseNulls(config.Config?.Env, what, "config.Env");
        Documents.RefuseNulls(config.Config?.Entrypoint, what, "config.Entrypoint");
        Documents.RefuseNulls(config.Config?.Cmd, what, "config.Cmd");
        Documents.RefuseNulls(config.Config?.Shell, what, "config.Shell");
        Documents.RefuseNulls(config.Config?.OnBuild, what, "config.OnBuild");
        Documents.RefuseNulls(config.Config?.Healthcheck?.Test, what, "config.Healthcheck.Test");
        Documents.RefuseNulls(config.Config?.Labels, what, "config.Labels");
        Documents.RefuseNulls(config.History, what, "history");
        var steps = config.History?.Count(h => !h.EmptyLayer) ?? 0;
        // Docker and Podman refuse such an image when it is pushed or built upon; better at the door.
        if (steps != 0 && steps > config.RootFs.DiffIds.Count)
            throw Documents.Corrupt(what, $"its history has {steps} steps with a layer, rootfs only {config.RootFs.DiffIds.Count} layers");
        return config;
    }

    /// <summary>The platform it is for.</summary>
    [JsonIgnore]
    public Platform Platform => new() { Os = Os, Architecture = Architecture, Variant = Variant, OsVersion = OsVersion, OsFeatures = OsFeatures };

    /// <summary>Writes the configuration as JSON bytes, keys in the specification's order; their digest is a new image's id.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, OciJson.Plain.ImageConfig);
}
