namespace Hull.Engine.Configuration;

/// <summary>
/// [engine] of containers.conf(5): how the engine itself works. Each member is the key of the same name in snake case; the initial
/// values are Podman's built-in defaults.
/// </summary>
public sealed record EngineTable
{
    /// <summary>Directories of CDI files; devices of a later one hide their namesakes.</summary>
    public IReadOnlyList<string> CdiSpecDirs { get; init; } = ["/etc/cdi", "/var/run/cdi"];

    /// <summary>cgroupfs or systemd; empty takes systemd where it runs.</summary>
    public string CgroupManager { get; init; } = "";

    /// <summary>Environment of conmon, each NAME=VALUE.</summary>
    public IReadOnlyList<string> ConmonEnvVars { get; init; } = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];

    /// <summary>Where conmon may lie; the first that exists is taken.</summary>
    public IReadOnlyList<string> ConmonPath { get; init; } =
    [
        "/usr/libexec/podman/conmon", "/usr/local/libexec/podman/conmon", "/usr/local/lib/podman/conmon", "/usr/bin/conmon",
        "/usr/sbin/conmon", "/usr/local/bin/conmon", "/usr/local/sbin/conmon", "/run/current-system/sw/bin/conmon",
    ];

    /// <summary>gzip, zstd or zstd:chunked: how pushed layers are compressed.</summary>
    public string CompressionFormat { get; init; } = "gzip";

    /// <summary>The level of that compression; null is its default.</summary>
    public int? CompressionLevel { get; init; }

    /// <summary>The keys that detach, in docker's words.</summary>
    public string DetachKeys { get; init; } = "ctrl-p,ctrl-q";

    /// <summary>Environment of the engine, each NAME=VALUE; what is already set stays.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>The events file; empty keeps it in the temporary directory.</summary>
    public string EventsLogfilePath { get; init; } = "";

    /// <summary>Whether the event of a container's creation carries what inspect says of it.</summary>
    public bool EventsContainerCreateInspectData { get; init; }

    /// <summary>The most bytes of the events file before it is rotated.</summary>
    public long EventsLogfileMaxSize { get; init; } = 1_000_000;

    /// <summary>file, none or journald; empty is file.</summary>
    public string EventsLogger { get; init; } = "";

    /// <summary>Seconds that the API server keeps an ended exec session.</summary>
    public uint ExitCommandDelay { get; init; } = 300;

    /// <summary>Whether health checks are events.</summary>
    public bool HealthcheckEvents { get; init; } = true;

    /// <summary>Where helper programs are searched, in order.</summary>
    public IReadOnlyList<string> HelperBinariesDir { get; init; } =
        ["/usr/local/libexec/podman", "/usr/local/lib/podman", "/usr/libexec/podman", "/usr/lib/podman"];

    /// <summary>Directories of OCI hooks.</summary>
    public IReadOnlyList<string> HooksDir { get; init; } = ["/usr/share/containers/oci/hooks.d"];

    /// <summary>oci, v2s2 or v2s1: the format of made images; empty is the source's.</summary>
    public string ImageDefaultFormat { get; init; } = "";

    /// <summary>The transport of image names without one.</summary>
    public string ImageDefaultTransport { get; init; } = "docker://";

    /// <summary>How many layers are copied at once; 0 lets the engine choose.</summary>
    public uint ImageParallelCopies { get; init; }

    /// <summary>What becomes of an image's VOLUMEs: anonymous, tmpfs or ignore.</summary>
    public string ImageVolumeMode { get; init; } = "anonymous";

    /// <summary>Where large temporary files go; storage is the store's own directory.</summary>
    public string ImageCopyTmpDir { get; init; } = "/var/tmp";

    /// <summary>The command of a pod's infra container.</summary>
    public string InfraCommand { get; init; } = "";

    /// <summary>The image of a pod's infra container; empty uses the built-in one.</summary>
    public string InfraImage { get; init; } = "";

    /// <summary>The init program; [containers] init_path comes first.</summary>
    public string InitPath { get; init; } = "";

    /// <summary>Whether several images may go into one archive.</summary>
    public bool MultiImageArchive { get; init; }

    /// <summary>Whether the runtime uses MS_MOVE in place of pivot_root.</summary>
    public bool NoPivotRoot { get; init; }

    /// <summary>A runtime for images of a platform: os/arch → runtime name.</summary>
    public IReadOnlyDictionary<string, string> PlatformToOciRuntime { get; init; } = new Dictionary<string, string>();

    /// <summary>always, missing, newer or never.</summary>
    public string PullPolicy { get; init; } = "missing";

    /// <summary>How often a pull or push is tried again.</summary>
    public uint Retry { get; init; } = 3;

    /// <summary>Seconds between two tries; empty backs off from two seconds.</summary>
    public string RetryDelay { get; init; } = "";

    /// <summary>The OCI runtime: a name of <see cref="Runtimes"/> or a path; empty takes crun, else runc.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>Where each runtime may lie: name → paths, the first that exists is taken. The files' entries stand before the built-in ones.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Runtimes { get; init; } = BuiltInRuntimes.Paths;

    /// <summary>Options for each call of a runtime: name → options without their leading dashes.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RuntimesFlags { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Seconds without a connection after which the API server ends; 0 is never.</summary>
    public uint ServiceTimeout { get; init; } = 5;

    /// <summary>The persistent directory of container files; empty is below the root.</summary>
    public string StaticDir { get; init; } = "";

    /// <summary>Seconds between a container's stop signal and SIGKILL.</summary>
    public uint StopTimeout { get; init; } = 10;

    /// <summary>The directory of the engine's own per-boot files; empty is below the run root.</summary>
    public string TmpDir { get; init; } = "";

    /// <summary>The directory of named volumes; empty is below the root.</summary>
    public string VolumePath { get; init; } = "";
}
