using System.Text.Json.Serialization;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

public sealed partial record ContainerSpec
{
    /// <summary>The container's name; null lets Hull choose one.</summary>
    public string? Name { get; init; }

    /// <summary>The id of the pod it joins.</summary>
    public string? Pod { get; init; }

    /// <summary>Replaces the image's entry point; an empty list clears it.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Replaces the image's command.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Whether the host's environment is passed on.</summary>
    public bool? EnvHost { get; init; }

    /// <summary>Whether the host's proxy variables are passed on (default true).</summary>
    [JsonPropertyName("httpproxy")]
    public bool? HttpProxy { get; init; }

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>Names removed from the environment, defaults and the image's included.</summary>
    [JsonPropertyName("unsetenv")]
    public IReadOnlyList<string>? UnsetEnv { get; init; }

    /// <summary>Whether all default variables are removed, the image's included.</summary>
    [JsonPropertyName("unsetenvall")]
    public bool? UnsetEnvAll { get; init; }

    /// <summary>Variables made of others, each NAME=VALUE; $NAME and ${NAME} in a value stand for those of the image and of containers.conf.</summary>
    [JsonPropertyName("envmerge")]
    public IReadOnlyList<string>? EnvMerge { get; init; }

    /// <summary>Whether accounts are added to /etc/passwd and /etc/group (default true).</summary>
    [JsonPropertyName("manage_password")]
    public bool? Passwd { get; init; }

    /// <summary>The line added to /etc/passwd for a user that has none; $USERNAME, $UID, $GID, $NAME and $HOME stand for what their names say.</summary>
    public string? PasswdEntry { get; init; }

    /// <summary>The line added to /etc/group for a group that has none; $GROUPNAME, $GID and $USERLIST stand for what their names say.</summary>
    public string? GroupEntry { get; init; }

    /// <summary>Accounts of the host that the container knows too, by name or number.</summary>
    [JsonPropertyName("hostusers")]
    public IReadOnlyList<string>? HostUsers { get; init; }

    /// <summary>Directories inside that get the engine's files (/etc/hosts and its like) as the root does.</summary>
    [JsonPropertyName("chroot_directories")]
    public IReadOnlyList<string>? ChrootDirectories { get; init; }

    /// <summary>The execution domain.</summary>
    public LinuxPersonality? Personality { get; init; }

    /// <summary>Descriptors of this process that the container's gets under the same numbers, at its first start only.</summary>
    [JsonIgnore]
    public IReadOnlyList<int>? PreserveDescriptors { get; init; }

    /// <summary>Whether the process gets a terminal.</summary>
    public bool? Terminal { get; init; }

    /// <summary>Whether standard input is kept open.</summary>
    public bool? Stdin { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>OCI annotations.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>The signal that stops it, by number.</summary>
    public int? StopSignal { get; init; }

    /// <summary>Seconds between the stop signal and SIGKILL.</summary>
    public uint? StopTimeout { get; init; }

    /// <summary>Where conmon's pid is written as well.</summary>
    public string? ConmonPidFile { get; init; }

    /// <summary>Where the container's pid is written as well.</summary>
    public string? PidFile { get; init; }

    /// <summary>no, on-failure, always or unless-stopped.</summary>
    public string? RestartPolicy { get; init; }

    /// <summary>How often on-failure restarts.</summary>
    public uint? RestartTries { get; init; }

    /// <summary>The absolute path of the file that holds the container's id; it goes with the container.</summary>
    public string? CidFile { get; init; }

    /// <summary>Seconds after which the container is killed; null or 0 is never.</summary>
    public uint? Timeout { get; init; }

    /// <summary>The OCI runtime: a name of containers.conf or a path.</summary>
    public string? OciRuntime { get; init; }

    /// <summary>The PID namespace.</summary>
    [JsonPropertyName("pidns")]
    public NamespaceMode PidNamespace { get; init; }

    /// <summary>The UTS namespace.</summary>
    [JsonPropertyName("utsns")]
    public NamespaceMode UtsNamespace { get; init; }

    /// <summary>The host name.</summary>
    public string? Hostname { get; init; }

    /// <summary>Kernel parameters of the container's namespaces.</summary>
    public IReadOnlyDictionary<string, string>? Sysctl { get; init; }

    /// <summary>Whether the container is removed when it exits.</summary>
    public bool? Remove { get; init; }

    /// <summary>The command line that asked for it, for `inspect` and generated units.</summary>
    [JsonPropertyName("containerCreateCommand")]
    public IReadOnlyList<string>? CreateCommand { get; init; }

    /// <summary>The time zone: a name of the zone database, or local.</summary>
    public string? Timezone { get; init; }

    /// <summary>Whether an init process runs as PID 1.</summary>
    public bool? Init { get; init; }

    /// <summary>The init program on the host.</summary>
    public string? InitPath { get; init; }

    /// <summary>Whether systemd is to run inside: true (where the command is one), false or always; as decided true or false.</summary>
    public string? Systemd { get; init; }

    /// <summary>Who tells the caller's systemd that the container is ready: container, conmon, healthy or ignore.</summary>
    [JsonPropertyName("sdnotifyMode")]
    public string? SdNotifyMode { get; init; }

    /// <summary>The socket that readiness is told to: the creator's NOTIFY_SOCKET.</summary>
    [JsonPropertyName("sdnotifySocket")]
    public string? SdNotifySocket { get; init; }

    /// <summary>Containers that are started before this one; as decided their full ids.</summary>
    [JsonPropertyName("dependencyContainers")]
    public IReadOnlyList<string>? DependencyContainers { get; init; }

    /// <summary>Whether the image is removed with the container, unless something else uses it.</summary>
    [JsonPropertyName("removeImage")]
    public bool? RemoveImage { get; init; }

    /// <summary>The working directory inside.</summary>
    public string? WorkDir { get; init; }

    /// <summary>The file mode creation mask, octal.</summary>
    public string? Umask { get; init; }
}
