using System.Text.Json.Serialization;
using Hull.Engine.Inspect;
using Hull.Oci;

namespace Hull.Engine.Containers.Inspect;

/// <summary>Config of `inspect`: what does not depend on the host.</summary>
public sealed record InspectedConfig
{
    /// <summary>The host name inside.</summary>
    [JsonPropertyName("Hostname")] public required string Hostname { get; init; }

    /// <summary>Docker's; always empty.</summary>
    [JsonPropertyName("Domainname")] public string DomainName { get; init; } = "";

    /// <summary>user[:group] as asked, or the image's; empty is root.</summary>
    [JsonPropertyName("User")] public required string User { get; init; }

    /// <summary>Docker's; always false.</summary>
    [JsonPropertyName("AttachStdin")] public bool AttachStdin { get; init; }

    /// <summary>Docker's; always false.</summary>
    [JsonPropertyName("AttachStdout")] public bool AttachStdout { get; init; }

    /// <summary>Docker's; always false.</summary>
    [JsonPropertyName("AttachStderr")] public bool AttachStderr { get; init; }

    /// <summary>Whether it has a terminal.</summary>
    [JsonPropertyName("Tty")] public bool Tty { get; init; }

    /// <summary>Whether its standard input is kept open.</summary>
    [JsonPropertyName("OpenStdin")] public bool OpenStdin { get; init; }

    /// <summary>Docker's; always false.</summary>
    [JsonPropertyName("StdinOnce")] public bool StdinOnce { get; init; }

    /// <summary>The environment, each NAME=VALUE; of a container that runs with all that it was started with.</summary>
    [JsonPropertyName("Env")] public required IReadOnlyList<string> Env { get; init; }

    /// <summary>The command behind the entry point; null without one.</summary>
    [JsonPropertyName("Cmd")] public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>The image's name.</summary>
    [JsonPropertyName("Image")] public required string Image { get; init; }

    /// <summary>Docker's; always null.</summary>
    [JsonPropertyName("Volumes")] public IReadOnlyDictionary<string, EmptyObject>? Volumes { get; init; }

    /// <summary>The working directory inside.</summary>
    [JsonPropertyName("WorkingDir")] public required string WorkingDir { get; init; }

    /// <summary>The entry point; null without one.</summary>
    [JsonPropertyName("Entrypoint")] public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Docker's; always null.</summary>
    [JsonPropertyName("OnBuild")] public string? OnBuild { get; init; }

    /// <summary>The labels; null without any.</summary>
    [JsonPropertyName("Labels")] public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The OCI annotations; null without any.</summary>
    [JsonPropertyName("Annotations")] public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>The signal that stops it, by name: SIGTERM.</summary>
    [JsonPropertyName("StopSignal")] public required string StopSignal { get; init; }

    /// <summary>How its health is checked; left out where it is not.</summary>
    [JsonPropertyName("Healthcheck")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public InspectedHealthcheck? Healthcheck { get; init; }

    /// <summary>The check that must succeed before the usual ones begin; left out without one.</summary>
    [JsonPropertyName("StartupHealthCheck")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public InspectedStartupHealthcheck? StartupHealthCheck { get; init; }

    /// <summary>What happens to an unhealthy container.</summary>
    [JsonPropertyName("HealthcheckOnFailureAction")] public string HealthcheckOnFailureAction { get; init; } = "none";

    /// <summary>Where the results of checks are kept: local, events_logger or a directory; left out without a check.</summary>
    [JsonPropertyName("HealthLogDestination")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? HealthLogDestination { get; init; }

    /// <summary>The most results kept; 0, which is left out, keeps all.</summary>
    [JsonPropertyName("HealthcheckMaxLogCount")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public uint HealthMaxLogCount { get; init; }

    /// <summary>The most characters kept of a result; 0, which is left out, keeps all.</summary>
    [JsonPropertyName("HealthcheckMaxLogSize")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public uint HealthMaxLogSize { get; init; }

    /// <summary>The command line that made it; left out where nobody told.</summary>
    [JsonPropertyName("CreateCommand")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? CreateCommand { get; init; }

    /// <summary>The time zone; left out where it is the image's.</summary>
    [JsonPropertyName("Timezone")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Timezone { get; init; }

    /// <summary>The file mode creation mask, four octal digits.</summary>
    [JsonPropertyName("Umask")] public required string Umask { get; init; }

    /// <summary>Seconds after which it is killed; 0 is never.</summary>
    [JsonPropertyName("Timeout")] public uint Timeout { get; init; }

    /// <summary>Seconds between the stop signal and SIGKILL.</summary>
    [JsonPropertyName("StopTimeout")] public uint StopTimeout { get; init; }

    /// <summary>Whether entries are added to /etc/passwd and /etc/group.</summary>
    [JsonPropertyName("Passwd")] public bool Passwd { get; init; } = true;

    /// <summary>Who may send readiness messages to systemd: container, conmon, healthy or ignore.</summary>
    [JsonPropertyName("sdNotifyMode")] public string SdNotifyMode { get; init; } = "ignore";

    /// <summary>The socket that readiness is told to; left out where it is told to nobody.</summary>
    [JsonPropertyName("sdNotifySocket")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? SdNotifySocket { get; init; }

    /// <summary>Whether systemd runs inside; left out where it does not.</summary>
    [JsonPropertyName("SystemdMode")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool SystemdMode { get; init; }

    /// <summary>"80/tcp" → nothing, for each port exposed or published; left out where there is none.</summary>
    [JsonPropertyName("ExposedPorts")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, EmptyObject>? ExposedPorts { get; init; }

    /// <summary>The secrets that are files inside; left out without any.</summary>
    [JsonPropertyName("Secrets")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<InspectedSecretUse>? Secrets { get; init; }
}
