using Hull.Engine.Configuration;
using Hull.Engine.Rootless;
using Hull.Engine.Store;

namespace Hull.Engine.Runtime;

/// <summary>
/// How a process that outlives this command runs Hull again with the same store and the same settings: conmon at a container's end, the clock
/// of its health checks. It names the installed path: /proc/self/exe would point to "(deleted)" after an upgrade.
/// </summary>
internal static class LaterCommand
{
    /// <summary>The program and its own options; the command follows.</summary>
    public static IReadOnlyList<string> Start(EngineSettings settings, StorePaths paths)
    {
        List<string> command = [FindPrograms.Hull(settings), "--root", paths.Root, "--runroot", paths.RunRoot];
        if (settings.CgroupManager is { } manager) command.AddRange(["--cgroup-manager", manager]);
        if (settings.Conmon is not null) command.AddRange(["--conmon", FindPrograms.Conmon(settings)]);
        // The default needs no word.
        if (settings.EventsBackend != "file") command.AddRange(["--events-backend", settings.EventsBackend]);
        if (settings.Syslog) command.Add("--syslog");
        if (settings.Engine.VolumePath.Length > 0) command.AddRange(["--volumepath", settings.Engine.VolumePath]);
        // A restart at the container's end runs the same hooks and finds the same devices.
        foreach (var directory in settings.HooksDirs) command.AddRange(["--hooks-dir", directory]);
        foreach (var directory in settings.CdiSpecDirs) command.AddRange(["--cdi-spec-dir", directory]);
        foreach (var flag in settings.RuntimeFlags) command.Add("--runtime-flag=" + flag);
        foreach (var module in settings.LoadedModules) command.AddRange(["--module", module]);
        return command;
    }

    /// <summary>The variables, each NAME=VALUE: those of containers.conf, a user's, and those that choose the configuration.</summary>
    public static IReadOnlyList<string> Environment(EngineSettings settings)
    {
        List<string> variables = [.. settings.Engine.ConmonEnvVars, .. ConfigurationEnvironment.Variables()];
        if (settings.Rootless) variables.AddRange(RootlessEnvironment.Variables());
        return variables;
    }
}
