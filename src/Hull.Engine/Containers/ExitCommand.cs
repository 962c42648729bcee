using Hull.Engine.Configuration;
using Hull.Engine.Runtime;
using Hull.Engine.Store;

namespace Hull.Engine.Containers;

/// <summary>
/// What conmon runs when a container has ended: `hull container cleanup` with this process's own choice of store. It names the installed
/// path: /proc/self/exe would point to "(deleted)" after an upgrade.
/// </summary>
internal sealed class ExitCommand(EngineSettings settings, StorePaths paths)
{
    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string> For(string id) => [.. Start(), "container", "cleanup", id];

    /// <summary>The same for an exec session.</summary>
    public IReadOnlyList<string> ForExec(string id, string session) => [.. Start(), "container", "cleanup", "--exec", session, id];

    private List<string> Start()
    {
        List<string> command = [FindPrograms.Hull(settings), "--root", paths.Root, "--runroot", paths.RunRoot];
        if (settings.CgroupManager is { } manager) command.AddRange(["--cgroup-manager", manager]);
        // The default needs no word.
        if (settings.EventsBackend != "file") command.AddRange(["--events-backend", settings.EventsBackend]);
        if (settings.Syslog) command.Add("--syslog");
        if (settings.Engine.VolumePath.Length > 0) command.AddRange(["--volumepath", settings.Engine.VolumePath]);
        foreach (var module in settings.LoadedModules) command.AddRange(["--module", module]);
        return command;
    }
}
