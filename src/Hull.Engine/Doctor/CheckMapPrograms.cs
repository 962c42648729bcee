using Hull.Linux;

namespace Hull.Engine.Doctor;

/// <summary>newuidmap(1) and newgidmap(1), which alone may give a user's namespace its ids: there, and with the privilege for it.</summary>
internal static class CheckMapPrograms
{
    private const uint SetUserId = 0x800;
    private const ulong NoSuid = 2;

    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        if (!host.Rootless) yield break;
        yield return Look(host, "newuidmap", "cap_setuid");
        yield return Look(host, "newgidmap", "cap_setgid");
    }

    private static Finding Look(ExaminedHost host, string program, string capability)
    {
        if (host.Find(program) is not { } found) return Finding.Bad(program, "not installed", Mends.Install(host, "uidmap", "shadow-utils"));
        var path = found[host.Prefix.Length..];
        var isSetUserId = host.Status(path) is { Uid: 0 } status && (status.Permissions & SetUserId) != 0;
        if (!isSetUserId && !FileCapabilities.AreOn(found))
        {
            return Finding.Bad(
                program, $"{path} has no privilege: it is not set-user-id root, nor has it the file capability {capability}",
                $"sudo chown root:root {path} && sudo chmod u+s {path}");
        }

        if (HostKernel.TryMountFlags(found, out var flags, out _) && (flags & NoSuid) != 0)
        {
            return Finding.Bad(
                program, $"{path} lies on a mount with nosuid, where its privilege does not count", $"sudo mount -o remount,suid $(findmnt -n -o TARGET -T {path})");
        }

        return Finding.Good(program, $"{path}, {(isSetUserId ? "set-user-id root" : "with a file capability")}");
    }
}
