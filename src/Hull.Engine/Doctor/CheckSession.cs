using Hull.Engine.Rootless;

namespace Hull.Engine.Doctor;

/// <summary>What a login leaves a user: the directory of per-boot files, the user's systemd, and whether that outlives the login.</summary>
internal static class CheckSession
{
    private const uint ForOthers = 0x3F; // 0077

    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        if (!host.Rootless) yield break;
        yield return RuntimeDirectory(host);
        if (!host.HasSystemd) yield break;
        yield return Bus(host);
        yield return host.Exists($"/var/lib/systemd/linger/{host.UserName}")
            ? Finding.Good("linger", "on: containers run on after logout")
            : Finding.Warning("linger", "off: systemd ends this user's containers at the last logout", $"sudo loginctl enable-linger {host.UserName}");
    }

    private static Finding RuntimeDirectory(ExaminedHost host)
    {
        const string Name = "XDG_RUNTIME_DIR";
        var directory = host.Environments.UserRuntimeDirectory;
        var shown = directory.StartsWith(host.Prefix, StringComparison.Ordinal) ? directory[host.Prefix.Length..] : directory;
        var isNamed = host.Variable(Name) is { Length: > 0 };
        if (!Hull.Linux.PathStatus.TryRead(directory, out var status, out _))
            return Finding.Bad(Name, isNamed ? $"names {shown}, which does not exist" : $"not set, and {shown} does not exist", UserRuntimeDirectory.Mend(host.UserId));
        if (!status.IsDirectory) return Finding.Bad(Name, $"{shown} is not a directory", $"export {Name}=/run/user/{host.UserId}");
        if (status.Uid != host.FileOwner)
        {
            return Finding.Bad(
                Name, $"{shown} belongs to user {status.Uid}, not to {host.UserName}",
                $"export {Name}=/run/user/{host.UserId}  (`su` keeps the caller's: log in instead)");
        }

        return (status.Permissions & ForOthers) != 0
            ? Finding.Warning(Name, $"{shown} is open to others (mode {Convert.ToString(status.Permissions, 8)})", $"chmod 0700 {shown}")
            : Finding.Good(Name, isNamed ? shown : $"not set; {shown} is taken");
    }

    private static Finding Bus(ExaminedHost host)
    {
        var isThere = host.Variable("DBUS_SESSION_BUS_ADDRESS") is { Length: > 0 } || Path.Exists(host.Environments.UserRuntimeDirectory + "/bus");
        return isThere
            ? Finding.Good("user bus", "there: the user's systemd can be asked for cgroups")
            : Finding.Warning(
                "user bus", "the user's systemd cannot be reached: containers get no cgroup, so no limits",
                $"sudo loginctl enable-linger {host.UserName}, then log in anew (not by su or sudo)");
    }
}
