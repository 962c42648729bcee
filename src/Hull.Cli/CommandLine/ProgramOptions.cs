namespace Hull.Cli.CommandLine;

/// <summary>The options of the program itself. Podman's local ones stand before the command only; the persistent ones may follow it too.</summary>
internal static class ProgramOptions
{
    private const string NoRemote = "Hull works on this machine only";
    private const string NoNetworks = "Hull makes no networks of its own";
    private const string NoProfiler = "there is no profiler inside; use perf";
    private const string NoStoreOptions = "Hull's store is always overlay, and takes no options";

    /// <summary>Prints the version.</summary>
    public static readonly Option<bool> Version = Flag.Bool("version", 'v', "Print the version");

    /// <summary>A directory with a Docker configuration (config.json).</summary>
    public static readonly Option<string> Config = Flag.Text("config", Flag.NoShort, "Path to directory containing authentication config file");

    /// <summary>A file that takes the place of standard output.</summary>
    public static readonly Option<string> Out = Flag.Text("out", Flag.NoShort, "Send output (stdout) to a file");

    /// <summary>Drops standard output.</summary>
    public static readonly Option<bool> NoOut = new("noout", Flag.NoShort, "bool", "Do not output to stdout", false, ValueReaders.ReadBool) { ValueWhenBare = "true", Hidden = true };

    /// <summary>Docker's short way to <c>--log-level debug</c>.</summary>
    public static readonly Option<bool> Debug = new("debug", 'D', "bool", "Docker compatibility, force setting of log-level", false, ValueReaders.ReadBool) { ValueWhenBare = "true", Hidden = true };

    /// <summary>Modules of containers.conf.</summary>
    public static readonly Option<string[]> Module = Flag.Array("module", Flag.NoShort, "Load the containers.conf(5) module");

    /// <summary>Prints help.</summary>
    public static readonly Option<bool> Help = Flag.Bool("help", Flag.NoShort, "Show help");

    /// <summary>The cgroup manager.</summary>
    public static readonly Option<string> CgroupManager = Flag.Text("cgroup-manager", Flag.NoShort, "Cgroup manager to use (\"cgroupfs\"|\"systemd\")");

    /// <summary>conmon's path.</summary>
    public static readonly Option<string> Conmon = Flag.Text("conmon", Flag.NoShort, "Path of the conmon binary");

    /// <summary>The least level of log lines.</summary>
    public static readonly Option<string> LogLevel =
        Flag.Text("log-level", Flag.NoShort, "Log messages above specified level (trace, debug, info, warn, warning, error, fatal, panic)", "warn");

    /// <summary>The store's directory.</summary>
    public static readonly Option<string> Root = Flag.Text("root", Flag.NoShort, "Path to the root directory in which images, containers and all other data are stored");

    /// <summary>The directory of what lives until a reboot.</summary>
    public static readonly Option<string> RunRoot = Flag.Text("runroot", Flag.NoShort, "Path to the 'run directory' where all state that ends with a reboot is stored");

    /// <summary>The OCI runtime.</summary>
    public static readonly Option<string> Runtime = Flag.Text("runtime", Flag.NoShort, "Name or path of the OCI-compatible binary used to run containers");

    /// <summary>Options passed to the OCI runtime.</summary>
    public static readonly Option<string[]> RuntimeFlag = Flag.Array("runtime-flag", Flag.NoShort, "Add global flags for the container runtime");

    /// <summary>The rows that may follow a command.</summary>
    public static readonly Option[] Persistent =
    [
        Help, CgroupManager, Conmon, LogLevel, Root, RunRoot, Runtime, RuntimeFlag,
        new Option<string[]>("cdi-spec-dir", Flag.NoShort, "stringArray", "Set the CDI spec directory path (may be set multiple times)", [], ValueReaders.AppendOne)
            { Unsupported = "Hull does not read CDI specs" },
        Refused("cpu-profile", "Path for the cpu-profiling results", NoProfiler, hidden: true),
        Refused("memory-profile", "Path for the memory-profiling results", NoProfiler, hidden: true),
        Refused("default-mounts-file", "Path to default mounts file", "Hull mounts nothing by default", hidden: true),
        Refused("events-backend", "Events backend to use (\"file\"|\"journald\"|\"none\")", "Hull writes no events", harmless: ["none"]),
        new Option<string[]>("hooks-dir", Flag.NoShort, "stringArray", "Set the OCI hooks directory path (may be set multiple times)", [], ValueReaders.AppendOne)
            { Unsupported = "Hull does not run OCI hooks" },
        Refused("imagestore", "Path to the 'image store', different from 'root'", NoStoreOptions),
        Refused("max-workers", "The maximum number of workers for parallel operations", "Hull has no pool of workers", hidden: true),
        Refused("namespace", "Set the libpod namespace", "Hull has one view of its containers; use another --root", harmless: [""], hidden: true),
        Refused("network-backend", "Deprecated: Network backend", NoNetworks, harmless: [""], hidden: true),
        Refused("network-cmd-path", "Path to the command for configuring the network", NoNetworks, hidden: true),
        new Option<string>("network-config-dir", Flag.NoShort, "string", "Path of the configuration directory for networks", "", ValueReaders.ReadText)
            { Unsupported = NoNetworks, Aliases = ["cni-config-dir"] },
        Refused("pull-option", "Specify an option to change how the image is pulled", "Hull pulls no images", hidden: true),
        Refused("registries-conf", "Path to a registries.conf to use for image processing", "Hull pulls no images", hidden: true),
        Refused("storage-driver", "Select which storage driver is used to manage storage of images and containers", NoStoreOptions, harmless: ["overlay", ""]),
        new Option<string[]>("storage-opt", Flag.NoShort, "stringArray", "Used to pass an option to the storage driver", [], ValueReaders.AppendOne)
            { Unsupported = NoStoreOptions },
        RefusedSwitch("syslog", "Output logging information to syslog as well as the console", "log lines go to standard error only"),
        Refused("tmpdir", "Path to the tmp directory for state content", "Hull keeps all such state in --runroot"),
        RefusedSwitch("trace", "Enable opentracing output", "use --log-level debug", hidden: true),
        RefusedSwitch("transient-store", "Enable transient container storage", "Hull keeps its database in --root"),
        Refused("volumepath", "Path to the volume directory in which volume data is stored", "Hull has no volumes"),
    ];

    /// <summary>All rows of the program.</summary>
    public static Option[] All =>
    [
        .. Persistent, Version, Config, Out, NoOut, Debug, Module,
        Refused("connection", "Connection to use for remote service (CONTAINER_CONNECTION)", NoRemote, shorthand: 'c'),
        Refused("url", "URL to access a remote service (CONTAINER_HOST)", NoRemote),
        Refused("host", "Used for Docker compatibility", NoRemote, shorthand: 'H', hidden: true),
        Refused("context", "Name of the context to use to connect to the daemon", NoRemote, harmless: ["default", ""], hidden: true),
        Refused("identity", "Path to SSH identity file (CONTAINER_SSHKEY)", NoRemote),
        Refused("ssh", "Define the ssh mode", NoRemote),
        Refused("tls-ca", "Path to TLS certificate authority PEM file for remote", NoRemote),
        Refused("tls-cert", "Path to TLS client certificate PEM file for remote", NoRemote),
        Refused("tls-key", "Path to TLS client certificate private key PEM file for remote", NoRemote),
        Refused("tls-details", "Path to a containers-tls-details.yaml(5) file", "Hull pulls no images"),
        RefusedSwitch("remote", "Access remote service", NoRemote, shorthand: 'r'),
    ];

    private static Option<string> Refused(
        string name, string help, string reason, char shorthand = Flag.NoShort, string[]? harmless = null, bool hidden = false) =>
        new(name, shorthand, "string", help, "", ValueReaders.ReadText) { Unsupported = reason, Harmless = harmless ?? [], Hidden = hidden };

    private static Option<bool> RefusedSwitch(string name, string help, string reason, char shorthand = Flag.NoShort, bool hidden = false) =>
        new(name, shorthand, "bool", help, false, ValueReaders.ReadBool)
        {
            ValueWhenBare = "true",
            Unsupported = reason,
            Harmless = ["false", "0", "f", "F", "False", "FALSE"],
            Hidden = hidden,
        };
}
