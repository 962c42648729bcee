namespace Hull.Cli.CommandLine;

/// <summary>The options of the program itself. Podman's local ones stand before the command only; the persistent ones may follow it too.</summary>
internal static class ProgramOptions
{
    private const string NoRemote = "Hull works on this machine only";
    private const string NoNetworks = "Hull makes no networks of its own";
    private const string NoProfiler = "there is no profiler inside; use perf";
    private const string OneStore = "Hull keeps images and containers in one overlay store below --root";

    /// <summary>Prints the version.</summary>
    public static readonly Option<bool> Version = Flag.Bool("version", 'v', "Print the version");

    /// <summary>A directory with a Docker configuration (config.json).</summary>
    public static readonly Option<string> Config = Flag.Text("config", Flag.NoShort, "Directory of the client configuration (config.json)");

    /// <summary>A file that takes the place of standard output.</summary>
    public static readonly Option<string> Out = Flag.Text("out", Flag.NoShort, "Write standard output to a file");

    /// <summary>Drops standard output.</summary>
    public static readonly Option<bool> NoOut =
        new("noout", Flag.NoShort, "bool", "Drop standard output", false, ValueReaders.ReadBool) { ValueWhenBare = "true", Hidden = true };

    /// <summary>Docker's short way to <c>--log-level debug</c>.</summary>
    public static readonly Option<bool> Debug =
        new("debug", 'D', "bool", "The same as --log-level debug", false, ValueReaders.ReadBool) { ValueWhenBare = "true", Hidden = true };

    /// <summary>Modules of containers.conf.</summary>
    public static readonly Option<string[]> Module = Flag.Array("module", Flag.NoShort, "Load a module of containers.conf(5)");

    /// <summary>Prints help.</summary>
    public static readonly Option<bool> Help = Flag.Bool("help", Flag.NoShort, "Show help");

    /// <summary>The cgroup manager.</summary>
    public static readonly Option<string> CgroupManager = Flag.Text("cgroup-manager", Flag.NoShort, "Who manages cgroups (\"cgroupfs\"|\"systemd\")");

    /// <summary>conmon's path.</summary>
    public static readonly Option<string> Conmon = Flag.Text("conmon", Flag.NoShort, "Path of the conmon program");

    /// <summary>Directories of CDI files.</summary>
    public static readonly Option<string[]> CdiSpecDir = Flag.Array("cdi-spec-dir", Flag.NoShort, "Directory of CDI specifications (may be repeated)");

    /// <summary>Directories of OCI hooks.</summary>
    public static readonly Option<string[]> HooksDir = Flag.Array("hooks-dir", Flag.NoShort, "Directory of OCI hooks (may be repeated)");

    /// <summary>The events back end.</summary>
    public static readonly Option<string> EventsBackend = Flag.Text("events-backend", Flag.NoShort, "Where events go (\"file\"|\"journald\"|\"none\")");

    /// <summary>The least level of log lines.</summary>
    public static readonly Option<string> LogLevel =
        Flag.Text("log-level", Flag.NoShort, "Least level of messages (trace, debug, info, warn, warning, error, fatal, panic)", "warn");

    /// <summary>The store's directory.</summary>
    public static readonly Option<string> Root = Flag.Text("root", Flag.NoShort, "Directory of images, containers and all that lasts");

    /// <summary>The directory of what lives until a reboot.</summary>
    public static readonly Option<string> RunRoot = Flag.Text("runroot", Flag.NoShort, "Directory of all that a reboot forgets");

    /// <summary>The OCI runtime.</summary>
    public static readonly Option<string> Runtime = Flag.Text("runtime", Flag.NoShort, "OCI runtime: a name or a path");

    /// <summary>The file of default mounts.</summary>
    public static readonly Option<string> DefaultMountsFile =
        new("default-mounts-file", Flag.NoShort, "string", "File of default mounts (mounts.conf)", "", ValueReaders.ReadText) { Hidden = true };

    /// <summary>The directory of volumes.</summary>
    public static readonly Option<string> VolumePath = Flag.Text("volumepath", Flag.NoShort, "Directory of volumes");

    /// <summary>Options passed to the OCI runtime.</summary>
    public static readonly Option<string[]> RuntimeFlag = Flag.Array("runtime-flag", Flag.NoShort, "Option passed to the OCI runtime, without its dashes");

    /// <summary>Whether messages go to syslog too.</summary>
    public static readonly Option<bool> Syslog = Flag.Bool("syslog", Flag.NoShort, "Send messages to syslog as well, also those of conmon and of what it runs when a container ends");

    /// <summary>The rows that may follow a command.</summary>
    public static readonly Option[] Persistent =
    [
        Help, CgroupManager, Conmon, CdiSpecDir, HooksDir, EventsBackend, LogLevel, Root, RunRoot, Runtime, RuntimeFlag,
        Refused.Hidden("cpu-profile", "File for a CPU profile", NoProfiler),
        Refused.Hidden("memory-profile", "File for a memory profile", NoProfiler),
        DefaultMountsFile,
        Refused.Text("imagestore", "Separate directory of images", OneStore),
        Refused.Hidden("max-workers", "The most workers for parallel work", "Hull has no pool of workers"),
        Refused.Hidden("namespace", "Separate view of the containers", "Hull has one view of its containers; use another --root", ""),
        Refused.Hidden("network-backend", "Network back end", NoNetworks, ""),
        Refused.Hidden("network-cmd-path", "Program that sets up networks", NoNetworks),
        new Option<string>("network-config-dir", Flag.NoShort, "string", "Directory of network definitions", "", ValueReaders.ReadText)
            { Unsupported = NoNetworks, Aliases = ["cni-config-dir"] },
        Refused.Hidden("pull-option", "Changes how images are pulled", "Hull has one way to pull"),
        Refused.Hidden("registries-conf", "Path of a registries.conf", "name it in CONTAINERS_REGISTRIES_CONF"),
        Refused.Text("storage-driver", "Storage driver (\"overlay\")", OneStore, "overlay", ""),
        Refused.Array("storage-opt", "Option of the storage driver", OneStore, ""),
        Syslog,
        Refused.Text("tmpdir", "Directory of the engine's own temporary state", "all that a reboot forgets is in --runroot"),
        Refused.Switch("trace", "Trace calls", "use --log-level debug", hidden: true),
        Refused.Switch("transient-store", "Keep the state of containers until a reboot only", "Hull keeps its database in --root"),
        VolumePath,
    ];

    /// <summary>The file that takes the place of standard output; null where none does.</summary>
    /// <param name="invocation">The command line.</param>
    public static string? OutputFile(Invocation invocation)
    {
        if (invocation.Get(NoOut)) return "/dev/null";
        return invocation.Get(Out) is { Length: > 0 } path ? path : null;
    }

    /// <summary>All rows of the program.</summary>
    public static Option[] All =>
    [
        .. Persistent, Version, Config, Out, NoOut, Debug, Module,
        Refused.Text("connection", 'c', "Connection to a remote service (CONTAINER_CONNECTION)", NoRemote),
        Refused.Text("url", "URL of a remote service (CONTAINER_HOST)", NoRemote),
        new Option<string>("host", 'H', "string", "URL of a remote service", "", ValueReaders.ReadText) { Unsupported = NoRemote, Hidden = true },
        Refused.Hidden("context", "Docker context", NoRemote, "default", ""),
        Refused.Text("identity", "SSH identity file (CONTAINER_SSHKEY)", NoRemote),
        Refused.Text("ssh", "How to speak SSH", NoRemote),
        Refused.Text("tls-ca", "TLS certificate authority of a remote service", NoRemote),
        Refused.Text("tls-cert", "TLS client certificate for a remote service", NoRemote),
        Refused.Text("tls-key", "TLS client key for a remote service", NoRemote),
        Refused.Text("tls-details", "Path of a containers-tls-details.yaml(5)", "Hull takes the system's TLS settings"),
        Refused.Switch("remote", "Use a remote service", NoRemote, shorthand: 'r'),
    ];
}
