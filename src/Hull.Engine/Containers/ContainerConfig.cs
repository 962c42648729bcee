
namespace Hull.Engine.Containers;

/// <summary>
/// DECIDED: a container as it was made: frozen at create, kept as JSON in its row. All defaults are resolved, so that a start needs
/// neither the image nor containers.conf of that day.
/// </summary>
public sealed record ContainerConfig
{
    /// <summary>64 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name, unique among containers and pods.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The image's id (its config's digest, hex).</summary>
    public required string ImageId { get; init; }

    /// <summary>The image's full name at that time, or its id.</summary>
    public required string ImageName { get; init; }

    /// <summary>The digest of the image's manifest: sha256:….</summary>
    public string? ImageDigest { get; init; }

    /// <summary>What was asked, completed: every member that a start or `inspect` reads is set.</summary>
    public required ContainerSpec Spec { get; init; }

    /// <summary>The keys of the image's layers, the lowest first (see the image store).</summary>
    public required IReadOnlyList<string> Layers { get; init; }

    /// <summary>The program and arguments that run: entry point and command joined.</summary>
    public required IReadOnlyList<string> Args { get; init; }

    /// <summary>The whole environment, each NAME=VALUE, but for HOME, which depends on the running root file system.</summary>
    public required IReadOnlyList<string> Env { get; init; }

    /// <summary>The working directory, absolute inside.</summary>
    public required string WorkDir { get; init; }

    /// <summary>Whether the working directory is made where it is missing: the image names it, so it belongs to the image's promise.</summary>
    public bool CreateWorkDir { get; init; }

    /// <summary>The signal that stops it.</summary>
    public required int StopSignal { get; init; }

    /// <summary>Seconds between that signal and SIGKILL.</summary>
    public required uint StopTimeout { get; init; }

    /// <summary>The capabilities of root in it, and the bounding set of every user, as CAP_CHOWN, sorted.</summary>
    public required IReadOnlyList<string> Capabilities { get; init; }

    /// <summary>The capabilities of a user other than root: those added by name, sorted.</summary>
    public IReadOnlyList<string> UserCapabilities { get; init; } = [];

    /// <summary>The runtime's absolute path, as chosen; its name stands in <see cref="ContainerSpec.OciRuntime"/>.</summary>
    public required string Runtime { get; init; }

    /// <summary>The ids of its user namespace; null where that is the engine's own.</summary>
    public IdMaps? IdMaps { get; init; }

    /// <summary>Whether the ids were chosen for it alone (--userns=auto): no other container is to have them.</summary>
    public bool HasIdsAlone { get; init; }

    /// <summary>The text of the image's own seccomp profile; null where another holds (<see cref="ContainerSpec.SeccompProfilePath"/>).</summary>
    public string? ImageSeccomp { get; init; }

    /// <summary>Accounts of the host that are added, as lines of /etc/passwd without the home directory's place.</summary>
    public IReadOnlyList<HostAccount> HostAccounts { get; init; } = [];

    /// <summary>The CDI devices, each VENDOR/CLASS=NAME; a start reads what they need from the host's files.</summary>
    public IReadOnlyList<string> CdiDevices { get; init; } = [];

    /// <summary>cgroupfs or systemd.</summary>
    public required string CgroupManager { get; init; }

    /// <summary>Whether it gets a cgroup of its own; not where a user has none delegated.</summary>
    public bool HasCgroup { get; init; } = true;

    /// <summary>Whether it is an ordinary user's.</summary>
    public bool Rootless { get; init; }

    /// <summary>The log driver: k8s-file, journald, none, passthrough or passthrough-tty.</summary>
    public required string LogDriver { get; init; }

    /// <summary>The log file; empty where the driver keeps none.</summary>
    public required string LogPath { get; init; }

    /// <summary>Secrets that are files inside: copies, made at create.</summary>
    public IReadOnlyList<ContainerSecret> Secrets { get; init; } = [];

    /// <summary>Secrets that are environment variables, read at each start: variable → the secret's id.</summary>
    public IReadOnlyDictionary<string, string> SecretEnv { get; init; } = new Dictionary<string, string>();

    /// <summary>What the user should know and was told at create (a limit clamped, for instance).</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
