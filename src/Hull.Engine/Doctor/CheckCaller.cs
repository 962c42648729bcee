using Hull.Linux.HostFacts;

namespace Hull.Engine.Doctor;

/// <summary>Who asks, and from where.</summary>
internal static class CheckCaller
{
    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        if (host.IsInside)
        {
            yield return Finding.Warning(
                "caller", $"user {host.UserName} ({host.UserId}), inside the namespace of the user's containers: the host is not seen as it is",
                "give doctor as the first word, outside of `hull unshare`: hull doctor --root DIR");
        }
        else if (host.Rootless)
        {
            yield return Finding.Good("caller", $"user {host.UserName} ({host.UserId})");
        }
        else
        {
            var users = IdMap.Parse(host.KernelText("/proc/self/uid_map") ?? "");
            yield return Finding.Good("caller", users.IsIdentity ? "root" : "root of a user namespace: Hull runs inside a container, or under unshare(1)");
        }
    }
}
