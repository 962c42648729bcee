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

    [LoggerMessage(Level = LogLevel.Debug, Message = "systemd is not running here: cgroups are made in the cgroup file system")]
    public static partial void CgroupfsChosen(this ILogger log);
}
