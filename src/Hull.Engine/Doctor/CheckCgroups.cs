using Hull.Engine.Runtime;
using Hull.Linux.Cgroups;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hull.Engine.Doctor;

/// <summary>Which cgroups there are, who makes them, and which limits can be set with them.</summary>
internal static class CheckCgroups
{
    private const string Name = "cgroups";
    private const string Delegate = "sudo mkdir -p /etc/systemd/system/user@.service.d && printf '[Service]\\nDelegate=cpu cpuset io memory pids\\n' "
        + "| sudo tee /etc/systemd/system/user@.service.d/delegate.conf && sudo systemctl daemon-reload, then log in anew";

    // What --memory, --pids-limit and --cpus need.
    private static readonly string[] Wanted = ["cpu", "memory", "pids"];

    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        var layout = host.Cgroups();
        var kind = layout.Mode switch { CgroupMode.Version1 => "v1", CgroupMode.Version2 => "v2", CgroupMode.Hybrid => "hybrid (v1 and v2)", _ => "none" };
        if (layout.Mode == CgroupMode.None)
        {
            yield return Finding.Bad(Name, "no cgroup hierarchy is mounted", "sudo mount -t cgroup2 cgroup2 /sys/fs/cgroup");
            yield break;
        }

        yield return host.Rootless ? OfUser(host, layout, kind) : OfRoot(layout, kind);
        yield return Manager(host, layout.Mode);
    }

    private static Finding OfRoot(CgroupLayout layout, string kind)
    {
        var missing = Wanted.Except(layout.Controllers.Select(static name => name == "cpuacct" ? "cpu" : name)).ToArray();
        if (missing.Length > 0)
        {
            return Finding.Warning(
                Name, $"{kind}, without {string.Join(", ", missing)}: no such limits",
                "boot with cgroup_enable=memory systemd.unified_cgroup_hierarchy=1 on the kernel's command line");
        }

        return layout.CanRunCrun
            ? Finding.Good(Name, $"{kind}, with {string.Join(", ", Wanted)}")
            : Finding.Good(Name, $"{kind}, with {string.Join(", ", Wanted)}; crun refuses it, so runc is taken");
    }

    private static Finding OfUser(ExaminedHost host, CgroupLayout layout, string kind)
    {
        if (layout.Mode != CgroupMode.Version2)
            return Finding.Warning(Name, $"{kind}: a user's containers have no limits there", "boot with systemd.unified_cgroup_hierarchy=1 on the kernel's command line");
        if (!host.HasSystemd) return Finding.Warning(Name, $"{kind}, but systemd does not run here, and nobody else gives a user a cgroup: no limits");
        var point = layout.Hierarchies[0].MountPoint;
        var given = (host.KernelText(CgroupControllers.FileOfUser(point, host.UserId)) ?? "").Split(' ');
        var missing = Wanted.Except(given).ToArray();
        return missing.Length == 0
            ? Finding.Good(Name, $"{kind}, {string.Join(", ", Wanted)} delegated to user {host.UserName}")
            : Finding.Warning(Name, $"{kind}, but {string.Join(", ", missing)} not delegated to user {host.UserName}: no such limits", Delegate);
    }

    private static Finding Manager(ExaminedHost host, CgroupMode mode) =>
        Finding.Good("cgroup manager", FindCgroupManager.For(host.Settings, host.Environments, mode, NullLogger.Instance));
}
