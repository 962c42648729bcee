using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hull.Engine.Runtime;

/// <summary>Finds the OCI runtime: as asked, else as configured, else crun, else runc (crun refuses hybrid cgroups).</summary>
internal static class FindRuntime
{
    private const string InstallHint = "install crun or runc (Debian: apt-get install crun), or name one with --runtime";

    /// <summary>Finds the runtime of a new container, or again that of an old one.</summary>
    /// <param name="settings">The settings: the runtime asked for by option, [engine] runtime and runtimes.</param>
    /// <param name="asked">The container's own choice (a name or an absolute path), or null.</param>
    /// <param name="crunRefusesCgroups">Whether crun refuses the cgroups of this host (v1 and v2 controllers side by side).</param>
    /// <param name="logger">Told at debug level what was taken and why.</param>
    /// <exception cref="EngineException">RuntimeFailed: none is installed; the hint names what to install.</exception>
    public static OciRuntimeChoice For(EngineSettings settings, string? asked, bool crunRefusesCgroups, ILogger? logger = null)
    {
        logger ??= NullLogger.Instance;
        var wanted = asked ?? settings.Runtime ?? (settings.Engine.Runtime.Length == 0 ? null : settings.Engine.Runtime);
        if (wanted is not null) return Named(settings, wanted) ?? throw Missing(settings, wanted);
        var crun = Named(settings, "crun");
        if (crun is not null && !crunRefusesCgroups)
        {
            RuntimeLog.Found(logger, crun.Name, crun.Path);
            return crun;
        }

        if (crun is not null) RuntimeLog.CrunSkipped(logger);
        var runc = Named(settings, "runc");
        if (runc is null) throw NoneFound(crun is not null);
        RuntimeLog.Found(logger, runc.Name, runc.Path);
        return runc;
    }

    private static OciRuntimeChoice? Named(EngineSettings settings, string wanted)
    {
        var path = wanted.Contains('/', StringComparison.Ordinal) ? ExecutableSearch.Find(wanted) : Search(settings, wanted);
        if (path is null) return null;
        var name = Path.GetFileName(wanted);
        return new OciRuntimeChoice(name, path, Flags(settings, name));
    }

    private static string? Search(EngineSettings settings, string name)
    {
        if (settings.Engine.Runtimes.TryGetValue(name, out var paths))
        {
            foreach (var path in paths)
            {
                if (ExecutableSearch.Find(path) is { } found) return found;
            }
        }

        return ExecutableSearch.Find(name);
    }

    private static List<string> Flags(EngineSettings settings, string name)
    {
        var flags = new List<string>(settings.RuntimeFlags);
        if (!settings.Engine.RuntimesFlags.TryGetValue(name, out var configured)) return flags;
        foreach (var flag in configured) flags.Add(flag.StartsWith('-') ? flag : "--" + flag);
        return flags;
    }

    private static EngineException Missing(EngineSettings settings, string wanted)
    {
        if (wanted.Contains('/', StringComparison.Ordinal))
            return new EngineException(ErrorKind.RuntimeFailed, $"OCI runtime \"{wanted}\": no executable file there", InstallHint);
        var places = settings.Engine.Runtimes.TryGetValue(wanted, out var paths) ? string.Join(", ", paths) + " and PATH" : "[engine.runtimes] and PATH";
        return new EngineException(ErrorKind.RuntimeFailed, $"OCI runtime \"{wanted}\" not found in {places}", InstallHint);
    }

    private static EngineException NoneFound(bool crunSkipped) => crunSkipped
        ? new EngineException(
            ErrorKind.RuntimeFailed,
            "no OCI runtime for this host: crun refuses its hybrid cgroup layout and runc is not installed",
            "install runc (Debian: apt-get install runc), or boot with one cgroup layout (systemd.unified_cgroup_hierarchy=1)")
        : new EngineException(ErrorKind.RuntimeFailed, "no OCI runtime found: neither crun nor runc is installed", InstallHint);
}
