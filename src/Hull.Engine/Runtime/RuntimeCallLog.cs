using Microsoft.Extensions.Logging;

namespace Hull.Engine.Runtime;

/// <summary>The debug lines of calling runtime and conmon: every program started.</summary>
internal static partial class RuntimeCallLog
{
    public static void RunningRuntime(this ILogger log, string path, IReadOnlyList<string> arguments)
    {
        if (log.IsEnabled(LogLevel.Debug)) log.Running(path, string.Join(' ', arguments));
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "running {Path} {Arguments}")]
    public static partial void Running(this ILogger log, string path, string arguments);

    [LoggerMessage(Level = LogLevel.Debug, Message = "conmon is pid {MonitorPid} and holds container process {ContainerPid}")]
    public static partial void MonitorHolds(this ILogger log, int monitorPid, int containerPid);

    [LoggerMessage(Level = LogLevel.Debug, Message = "cgroups are made in the cgroup file system: {Reason}")]
    public static partial void CgroupfsChosen(this ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cgroup manager is set to systemd, but {Reason}. Falling back to --cgroup-manager=cgroupfs")]
    public static partial void SystemdNotForUser(this ILogger log, string reason);

    public static void MovedToScope(this ILogger log, string scope, IReadOnlyList<int> processes)
    {
        if (log.IsEnabled(LogLevel.Debug)) log.Moved(string.Join(", ", processes), scope);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "systemd has moved processes {Processes} to {Scope}")]
    public static partial void Moved(this ILogger log, string processes, string scope);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Scope} is there already")]
    public static partial void ScopeIsThere(this ILogger log, string scope);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "{Scope} was not made, so what runs ends with the unit or session that started it: {Reason}")]
    public static partial void NotMovedToScope(this ILogger log, string scope, string reason);
}
