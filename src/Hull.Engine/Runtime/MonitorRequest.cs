namespace Hull.Engine.Runtime;

/// <summary>What conmon needs to know to make and keep one container.</summary>
internal sealed record MonitorRequest
{
    /// <summary>The container's id.</summary>
    public required string Id { get; init; }

    /// <summary>The container's name, for log tags.</summary>
    public required string Name { get; init; }

    /// <summary>The bundle directory; conmon puts its sockets there.</summary>
    public required string Bundle { get; init; }

    /// <summary>The directory of exit files.</summary>
    public required string ExitDirectory { get; init; }

    /// <summary>The runtime that makes the container.</summary>
    public required OciRuntime Runtime { get; init; }

    /// <summary>Whether the container has a terminal.</summary>
    public required bool Terminal { get; init; }

    /// <summary>Descriptors of the caller that the process gets.</summary>
    public PreservedDescriptors Preserved { get; init; } = PreservedDescriptors.None;

    /// <summary>The program that is to run, for errors.</summary>
    public required string Command { get; init; }

    /// <summary>Whether its standard input is kept open.</summary>
    public required bool Stdin { get; init; }

    /// <summary>conmon's log driver and path: k8s-file:/x or none:.</summary>
    public required string Log { get; init; }

    /// <summary>The log's tag; empty for none.</summary>
    public string LogTag { get; init; } = "";

    /// <summary>More fields of a log in the journal, each NAME=VALUE.</summary>
    public IReadOnlyList<string> LogLabels { get; init; } = [];

    /// <summary>How many log files are kept, the one being written among them.</summary>
    public int LogFiles { get; init; } = 1;

    /// <summary>Whether the container has this process's own standard streams, and no log.</summary>
    public bool PassesStreams { get; init; }

    /// <summary>The log's largest size in bytes; zero or less is unlimited.</summary>
    public long LogSizeMax { get; init; }

    /// <summary>Whether the log need not survive a power cut (the container is removed at exit anyway).</summary>
    public bool VolatileLog { get; init; }

    /// <summary>Seconds after which conmon kills the container; 0 is never.</summary>
    public uint Timeout { get; init; }

    /// <summary>Whether the container shares the caller's kernel keyring (keyring=false in containers.conf).</summary>
    public bool SharesKeyring { get; init; }

    /// <summary>Whether the runtime moves the root instead of pivoting it (no_pivot_root in containers.conf: a root on initramfs).</summary>
    public bool NoPivotRoot { get; init; }

    /// <summary>The service manager's socket that conmon passes the container's readiness on to; null where the container tells none.</summary>
    public string? NotifySocket { get; init; }

    /// <summary>Where conmon's own pid is written.</summary>
    public required string PidFile { get; init; }

    /// <summary>The command run when the container has ended, the program's path first.</summary>
    public required IReadOnlyList<string> ExitCommand { get; init; }

    /// <summary>The scope that systemd moves it to; null leaves it where its caller is.</summary>
    public MonitorScope? Scope { get; init; }

    /// <summary>CRIU's images, where the container is restored from a checkpoint instead of made anew; else null.</summary>
    public string? RestoreFrom { get; init; }

    /// <summary>Arguments for the runtime's restore.</summary>
    public IReadOnlyList<string> RestoreArguments { get; init; } = [];

    /// <summary>Whether conmon logs to syslog too.</summary>
    public bool Syslog { get; init; }

    /// <summary>conmon's log level.</summary>
    public string LogLevel { get; init; } = "warning";
}
