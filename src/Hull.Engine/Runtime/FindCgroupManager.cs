using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Linux.Cgroups;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Runtime;

/// <summary>Chooses who makes cgroups: systemd where it is PID 1 and can be talked to, else this host's cgroup file system directly.</summary>
internal static class FindCgroupManager
{
    private const string Systemd = "systemd";
    private const string FileSystem = "cgroupfs";

    /// <summary>cgroupfs or systemd.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="host">Whose systemd there is.</param>
    /// <param name="mode">Which cgroups there are.</param>
    /// <param name="log">Told why it is not systemd.</param>
    /// <exception cref="EngineException">InvalidArgument: another word; Unsupported: root asks for systemd where it does not run.</exception>
    public static string For(EngineSettings settings, HostEnvironment host, CgroupMode mode, ILogger log)
    {
        var asked = settings.CgroupManager ?? settings.Engine.CgroupManager;
        switch (asked)
        {
            case FileSystem:
                return asked;
            case Systemd:
                if (Obstacle(host, mode) is not { } obstacle) return asked;
                if (!host.Rootless) throw new EngineException(ErrorKind.Unsupported, $"cgroup manager systemd: {obstacle}", "use `--cgroup-manager cgroupfs`");
                // As Podman does: containers.conf is written for all users, and some have no session.
                log.SystemdNotForUser(obstacle);
                return FileSystem;
            case null or "":
                if (Obstacle(host, mode) is not { } reason) return Systemd;
                log.CgroupfsChosen(reason);
                return FileSystem;
            default:
                throw new EngineException(ErrorKind.InvalidArgument, $"invalid cgroup manager {asked}: must be one of cgroupfs, systemd");
        }
    }

    // What keeps systemd from making this caller's cgroups; null where nothing does.
    private static string? Obstacle(HostEnvironment host, CgroupMode mode)
    {
        if (!Directory.Exists(host.Prefix + "/run/systemd/system")) return "systemd is not running on this host";
        if (!host.Rootless) return null;
        if (mode != CgroupMode.Version2) return "a user has no cgroups with cgroup v1";
        return OwnScope.IsPossible(host) ? null : "there is no systemd session of this user (`loginctl enable-linger` makes one)";
    }
}
