using Hull.Engine.Doctor;
using Hull.Linux.Cgroups;

namespace Hull.Engine.Tests.Doctor;

public sealed class CheckCgroupsTests : DoctorTest
{
    private const string Delegated = "/sys/fs/cgroup/user.slice/user-1001.slice/user@1001.service/cgroup.controllers";
    private static readonly CgroupHierarchy Unified = Hierarchy(true, "cpu", "memory", "pids");
    private static readonly CgroupHierarchy[] Old = [Hierarchy(false, "cpu", "cpuacct"), Hierarchy(false, "memory"), Hierarchy(false, "pids")];

    [Fact]
    public void Root_has_limits_on_every_version()
    {
        Is(FindingState.Good, "v2, with", null, OfRoot(Unified));
        Is(FindingState.Good, "v1, with", null, OfRoot(Old));
        Is(FindingState.Good, "crun refuses it", null, OfRoot([.. Old, Hierarchy(true, "hugetlb")]));
    }

    [Fact]
    public void Missing_controllers_and_missing_cgroups_are_told()
    {
        Is(FindingState.Warning, "without memory, pids", "cgroup_enable=memory", OfRoot(Hierarchy(true, "cpu")));
        Is(FindingState.Bad, "no cgroup hierarchy", "sudo mount -t cgroup2", OfRoot());
    }

    [Fact]
    public void A_user_has_limits_where_systemd_delegates_them()
    {
        var host = User((Delegated, "cpu memory pids\n"), ("/run/systemd/system/unit", "")) with { Cgroups = static () => Layout(Unified) };
        Is(FindingState.Good, "delegated to user ann", null, Only(CheckCgroups.Look(host), "cgroups"));
        Root.Write(Delegated[1..], "memory pids\n");
        Is(FindingState.Warning, "cpu not delegated", "/etc/systemd/system/user@.service.d", Only(CheckCgroups.Look(host), "cgroups"));
    }

    [Fact]
    public void A_user_has_none_without_version_2_or_systemd()
    {
        Is(FindingState.Warning, "v1", "systemd.unified_cgroup_hierarchy=1", Only(CheckCgroups.Look(User() with { Cgroups = static () => Layout(Old) }), "cgroups"));
        Is(FindingState.Warning, "systemd does not run", null, Only(CheckCgroups.Look(User() with { Cgroups = static () => Layout(Unified) }), "cgroups"));
    }

    private Finding OfRoot(params CgroupHierarchy[] hierarchies) =>
        Only(CheckCgroups.Look(Administrator() with { Cgroups = () => Layout(hierarchies) }), "cgroups");

    private static CgroupLayout Layout(params CgroupHierarchy[] hierarchies) => new() { Hierarchies = hierarchies };

    private static CgroupHierarchy Hierarchy(bool isVersion2, params string[] controllers) =>
        new() { IsVersion2 = isVersion2, Controllers = controllers, MountPoint = "/sys/fs/cgroup", Root = "/", OwnPath = "/" };
}
