using Hull.Core;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Configuration;

/// <summary>
/// All settings of this process: containers.conf(5) with its drop-ins, modules and environment variables, overridden by the caller's
/// options; read once, then frozen.
/// </summary>
public sealed record EngineSettings
{
    /// <summary>[containers].</summary>
    public ContainersTable Containers { get; init; } = new();

    /// <summary>[engine].</summary>
    public EngineTable Engine { get; init; } = new();

    /// <summary>[network].</summary>
    public NetworkTable Network { get; init; } = new();

    /// <summary>The store's root: /var/lib/hull, for a user $XDG_DATA_HOME/hull.</summary>
    public required string Root { get; init; }

    /// <summary>What a boot forgets: /run/hull, for a user $XDG_RUNTIME_DIR/hull.</summary>
    public required string RunRoot { get; init; }

    /// <summary>The engine's own per-boot files: RunRoot/tmp unless said.</summary>
    public required string TmpDir { get; init; }

    /// <summary>cgroupfs or systemd as asked; null leaves the choice to what the host runs.</summary>
    public string? CgroupManager { get; init; }

    /// <summary>The runtime asked for by option; null leaves the choice to [engine] runtime.</summary>
    public string? Runtime { get; init; }

    /// <summary>Options for each call of the runtime, each with its dashes.</summary>
    public IReadOnlyList<string> RuntimeFlags { get; init; } = [];

    /// <summary>Directories of OCI hooks asked for by option; they take the place of those of containers.conf.</summary>
    public IReadOnlyList<string> HooksDirs { get; init; } = [];

    /// <summary>Directories of CDI files asked for by option; they take the place of those of containers.conf.</summary>
    public IReadOnlyList<string> CdiSpecDirs { get; init; } = [];

    /// <summary>conmon as asked by option; null searches [engine] conmon_path.</summary>
    public string? Conmon { get; init; }

    /// <summary>file or none.</summary>
    public string EventsBackend { get; init; } = "file";

    /// <summary>Options of the storage driver, each name=value.</summary>
    public IReadOnlyList<string> StorageOptions { get; init; } = [];

    /// <summary>Where mounts.conf may be: the first that is there holds.</summary>
    public IReadOnlyList<string> DefaultMountsFiles { get; init; } = [];

    /// <summary>The directory of auth.json and config.json as asked by option; null takes the user's.</summary>
    public string? ConfigDir { get; init; }

    /// <summary>Whether conmon, and what it runs when a container ends, log to syslog too.</summary>
    public bool Syslog { get; init; }

    /// <summary>The modules loaded, as absolute paths: what a cleanup process must be told to load again.</summary>
    public IReadOnlyList<string> LoadedModules { get; init; } = [];

    /// <summary>The files read, in order, for `info`.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Whether the caller is not root.</summary>
    public required bool Rootless { get; init; }

    /// <summary>
    /// Reads files and environment and puts the options on top. Variables of [engine] env that are not set yet are set in this
    /// process, as containers.conf(5) has it.
    /// </summary>
    /// <param name="overrides">The caller's options.</param>
    /// <param name="logger">Where debug lines go: files read, unknown keys.</param>
    /// <exception cref="EngineException">
    /// InvalidArgument: a file is no TOML, a value has the wrong type or an impossible value (one line with file, line and key), a named
    /// file or module is missing; PermissionDenied: a file cannot be read.
    /// </exception>
    public static EngineSettings Load(EngineOptions overrides, ILogger? logger = null)
    {
        var settings = LoadSettings.From(overrides, HostEnvironment.OfThisProcess(), logger);
        foreach (var variable in settings.Engine.Env) SetVariable(variable, logger);
        return settings;
    }

    private static void SetVariable(string assignment, ILogger? logger)
    {
        var end = assignment.IndexOf('=', StringComparison.Ordinal);
        if (end <= 0)
        {
            throw new EngineException(
                ErrorKind.InvalidArgument, $"engine.env of containers.conf: \"{assignment}\" must have the form NAME=VALUE");
        }

        var name = assignment[..end];
        if (Environment.GetEnvironmentVariable(name) is null) Environment.SetEnvironmentVariable(name, assignment[(end + 1)..]);
        else if (logger is not null) ConfigurationLog.VariableKept(logger, name);
    }
}
