using System.Globalization;
using Hull.Engine.Runtime;
using Hull.Linux;

namespace Hull.Engine.Doctor;

/// <summary>What carries the network of a user's containers, and what the kernel lets a user do on the host's.</summary>
internal static class CheckUserNetwork
{
    private const string Tun = "/dev/net/tun";
    private const string Fuse = "/dev/fuse";
    private const int HttpPort = 80;

    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        if (!host.Rootless) yield break;
        yield return Carrier(host.VersionOf, FindPrograms.Helper(host.Settings, "pasta"), FindPrograms.Helper(host.Settings, "slirp4netns"), Mends.Install(host, "passt"));
        yield return Device(host, Tun, "tun", "containers have no network but `none` and `host`");
        yield return Overlay(host);
        yield return Ports(host.KernelText("/proc/sys/net/ipv4/ip_unprivileged_port_start"));
        yield return Ping(host.KernelText("/proc/sys/net/ipv4/ping_group_range"), host.GroupId);
    }

    /// <summary>What to think of the programs that were found; null was not.</summary>
    internal static Finding Carrier(Func<string, string> versionOf, string? pasta, string? slirp, string install) => (pasta, slirp) switch
    {
        ({ } path, _) => Finding.Good("pasta", $"{versionOf(path)}, {path}"),
        (null, { } path) => Finding.Warning("pasta", $"not installed; {path} is taken, which is slower and does not keep the sender's address", install),
        _ => Finding.Bad("pasta", "neither pasta nor slirp4netns is installed: containers have no network but `none` and `host`", install),
    };

    private static Finding Device(ExaminedHost host, string path, string module, string otherwise)
    {
        if (host.Status(path) is null) return Finding.Bad(path, $"not there: {otherwise}", $"sudo modprobe {module}");
        return PathAccess.MayReadAndWrite(host.Prefix + path)
            ? Finding.Good(path, "there, and open to users")
            : Finding.Bad(path, $"closed to user {host.UserName}: {otherwise}", $"sudo chmod 0666 {path}");
    }

    // Only where the kernel itself has no overlay for users is there a use for it.
    private static Finding Overlay(ExaminedHost host)
    {
        var isOpen = host.Status(Fuse) is not null && PathAccess.MayReadAndWrite(host.Prefix + Fuse);
        var program = host.Find("fuse-overlayfs") ?? "no fuse-overlayfs";
        return Finding.Good("fuse", $"{(isOpen ? $"{Fuse} is open to users" : $"{Fuse} is closed or missing")}; {program}; not needed where an overlay mounts");
    }

    /// <summary>What to think of the kernel's value: the lowest port that users may listen on (ip-sysctl of the kernel).</summary>
    internal static Finding Ports(string? text)
    {
        const string Name = "ports";
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var start))
            return Finding.Warning(Name, "net.ipv4.ip_unprivileged_port_start is not there: users listen from 1024 on");
        return start <= HttpPort
            ? Finding.Good(Name, $"users publish ports from {start} on")
            : Finding.Warning(Name, $"users publish ports from {start} on, none below", Mends.Sysctl("net.ipv4.ip_unprivileged_port_start", $"{HttpPort}"));
    }

    /// <summary>What to think of the kernel's value: the first and last group whose processes may ping (icmp(7)).</summary>
    internal static Finding Ping(string? text, uint group)
    {
        const string Name = "ping";
        var words = (text ?? "").Split('\t', ' ');
        var isAllowed = words.Length == 2 && uint.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && uint.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) && first <= group && group <= last;
        return isAllowed
            ? Finding.Good(Name, $"group {group} may send echo requests")
            : Finding.Warning(
                Name, $"group {group} is not in net.ipv4.ping_group_range: containers cannot ping the outside", Mends.Sysctl("net.ipv4.ping_group_range", "0 2147483647"));
    }
}
