namespace Hull.Engine.Runtime;

/// <summary>Which cgroup hierarchies a host has: v1 controllers, the one v2 hierarchy, or both side by side.</summary>
/// <param name="IsUnified">Only v2.</param>
/// <param name="IsHybrid">v1 controllers beside a v2 hierarchy, which crun refuses.</param>
/// <param name="LimitsSwap">Whether swap can be limited.</param>
internal sealed record CgroupLayout(bool IsUnified, bool IsHybrid, bool LimitsSwap)
{
    private const string Root = "/sys/fs/cgroup";

    /// <summary>Looks at the mounted hierarchies: v2's has cgroup.controllers at its root, hybrid's lies one directory further down.</summary>
    public static CgroupLayout OfThisHost()
    {
        var unified = File.Exists($"{Root}/cgroup.controllers");
        return new CgroupLayout(
            unified,
            !unified && File.Exists($"{Root}/unified/cgroup.controllers"),
            unified || File.Exists($"{Root}/memory/memory.memsw.limit_in_bytes"));
    }
}
