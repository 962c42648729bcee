using Hull.Core;

namespace Hull.Engine.Doctor;

/// <summary>What the kernel, and who guards it, lets an ordinary user do with user namespaces.</summary>
internal static class CheckUserNamespaces
{
    private const string Name = "user namespaces";

    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        if (!host.Rootless) yield break;
        if (!host.Exists("/proc/self/ns/user"))
        {
            yield return Finding.Bad(Name, "the kernel is built without them (CONFIG_USER_NS)", "boot a kernel with user namespaces, or run containers as root");
            yield break;
        }

        var limit = host.KernelText("/proc/sys/user/max_user_namespaces");
        if (limit == "0") yield return Finding.Bad(Name, "user.max_user_namespaces is 0: none may be made", Mends.Sysctl("user.max_user_namespaces", "28633"));
        else if (host.KernelText("/proc/sys/kernel/unprivileged_userns_clone") == "0")
            yield return Finding.Bad(Name, "kernel.unprivileged_userns_clone is 0: users may not make them", Mends.Sysctl("kernel.unprivileged_userns_clone", "1"));
        else if (IsRestrictedByApparmor(host))
        {
            yield return Finding.Bad(
                Name, "kernel.apparmor_restrict_unprivileged_userns is 1, and hull runs under no AppArmor profile that allows them (Ubuntu)",
                Mends.Sysctl("kernel.apparmor_restrict_unprivileged_userns", "0") + "  (or give hull a profile with the rule `userns,`)");
        }
        else yield return Finding.Good(Name, limit is null ? "allowed" : $"allowed, {limit} at most");
        // newuidmap gains its rights by exec, which this flag takes away for ever (PR_SET_NO_NEW_PRIVS).
        if ((host.KernelText("/proc/self/status") ?? "").Split('\n').Contains("NoNewPrivs:\t1"))
        {
            yield return Finding.Bad(
                "no_new_privs", "set for this process, so newuidmap gets no privilege",
                "start hull where it is not set: not from a unit with NoNewPrivileges=yes, nor under `setpriv --no-new-privs`");
        }
    }

    // Under a profile, even an "unconfined" one, the profile's own rules decide; its name stands first.
    private static bool IsRestrictedByApparmor(ExaminedHost host) =>
        host.KernelText("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1"
        && Profile(host).TrimEnd('\0') is "unconfined" or "";

    private static string Profile(ExaminedHost host)
    {
        try
        {
            return host.KernelText("/proc/self/attr/apparmor/current") ?? host.KernelText("/proc/self/attr/current") ?? "unconfined";
        }
        catch (EngineException)
        {
            // EINVAL: no security module knows this process.
            return "unconfined";
        }
    }
}
