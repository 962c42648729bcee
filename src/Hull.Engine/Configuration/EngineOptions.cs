namespace Hull.Engine.Configuration;

/// <summary>
/// What the caller overrides for this one process: the command line's global options. Null or empty means "not said": the files decide.
/// </summary>
public sealed record EngineOptions
{
    /// <summary>The store's root directory (--root), absolute.</summary>
    public string? Root { get; init; }

    /// <summary>The directory of what a boot forgets (--runroot), absolute.</summary>
    public string? RunRoot { get; init; }

    /// <summary>The OCI runtime (--runtime): a name of containers.conf, a program on PATH, or a path.</summary>
    public string? Runtime { get; init; }

    /// <summary>More options for every call of the runtime (--runtime-flag), without their leading dashes.</summary>
    public IReadOnlyList<string> RuntimeFlags { get; init; } = [];

    /// <summary>cgroupfs or systemd (--cgroup-manager).</summary>
    public string? CgroupManager { get; init; }

    /// <summary>conmon's path (--conmon).</summary>
    public string? Conmon { get; init; }

    /// <summary>The file of default mounts (mounts.conf); null for the usual ones.</summary>
    public string? DefaultMountsFile { get; init; }

    /// <summary>The directory of volumes, absolute; null for that of the settings.</summary>
    public string? VolumePath { get; init; }

    /// <summary>The directory of the engine's own per-boot files (--tmpdir), absolute.</summary>
    public string? TmpDir { get; init; }

    /// <summary>file or none (--events-backend).</summary>
    public string? EventsBackend { get; init; }

    /// <summary>Options of the storage driver (--storage-opt), each name=value.</summary>
    public IReadOnlyList<string> StorageOptions { get; init; } = [];

    /// <summary>containers.conf modules to load after all files (--module): absolute, or found in the containers.conf.modules directories.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Directories of CDI files (--cdi-spec-dir), in place of those of containers.conf.</summary>
    public IReadOnlyList<string> CdiSpecDirs { get; init; } = [];

    /// <summary>Directories of OCI hooks (--hooks-dir), in place of those of containers.conf; those named later come first.</summary>
    public IReadOnlyList<string> HooksDirs { get; init; } = [];

    /// <summary>The directory of the client's configuration, for auth.json and config.json (--config).</summary>
    public string? ConfigDir { get; init; }

    /// <summary>Whether conmon, and what it runs when a container ends, log to syslog too.</summary>
    public bool Syslog { get; init; }
}
