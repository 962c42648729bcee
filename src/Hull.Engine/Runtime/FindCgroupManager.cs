using Hull.Core;
using Hull.Engine.Configuration;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Runtime;

/// <summary>Chooses who makes cgroups: systemd where it is PID 1 and can be talked to, else this host's cgroup file system directly.</summary>
internal static class FindCgroupManager
{
    /// <summary>cgroupfs or systemd.</summary>
    /// <exception cref="EngineException">InvalidArgument: another word; Unsupported: systemd asked for where it does not run.</exception>
    public static string For(EngineSettings settings, ILogger log)
    {
        var asked = settings.CgroupManager ?? settings.Engine.CgroupManager;
        switch (asked)
        {
            case "cgroupfs":
                return asked;
            case "systemd" when HasSystemd():
                return asked;
            case "systemd":
                throw new EngineException(
                    ErrorKind.Unsupported, "cgroup manager systemd: systemd is not running on this host", "use `--cgroup-manager cgroupfs`");
            case null or "":
                if (HasSystemd()) return "systemd";
                log.CgroupfsChosen();
                return "cgroupfs";
            default:
                throw new EngineException(ErrorKind.InvalidArgument, $"invalid cgroup manager {asked}: must be one of cgroupfs, systemd");
        }
    }

    // sd_booted(3): this directory is there exactly where systemd is the init system.
    private static bool HasSystemd() => Directory.Exists("/run/systemd/system");
}
