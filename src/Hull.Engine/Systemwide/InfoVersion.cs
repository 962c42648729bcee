using System.Text.Json.Serialization;

namespace Hull.Engine.Systemwide;

/// <summary>A version, as `version` and `info` tell it.</summary>
public sealed record InfoVersion
{
    /// <summary>The version of Podman's API that is spoken.</summary>
    [JsonPropertyName("APIVersion")] public required string ApiVersion { get; init; }

    /// <summary>Hull's.</summary>
    [JsonPropertyName("Version")] public required string Version { get; init; }

    /// <summary>The language's runtime; for scripts the key is Podman's.</summary>
    [JsonPropertyName("GoVersion")] public required string GoVersion { get; init; }

    /// <summary>The commit it was built of; empty where the build did not say.</summary>
    [JsonPropertyName("GitCommit")] public required string GitCommit { get; init; }

    /// <summary>When it was built, in local time: Thu Jan  1 00:00:00 1970.</summary>
    [JsonPropertyName("BuiltTime")] public required string BuiltTime { get; init; }

    /// <summary>The same in seconds since 1970; 0 where the build did not say.</summary>
    [JsonPropertyName("Built")] public required long Built { get; init; }

    /// <summary>linux/amd64.</summary>
    [JsonPropertyName("OsArch")] public required string OsArch { get; init; }

    /// <summary>Always linux.</summary>
    [JsonPropertyName("Os")] public string Os { get; init; } = "linux";
}
