using Hull.Core;
using Hull.Linux.Cgroups;
using Hull.Linux.Mounts;

namespace Hull.Linux.Tests.Cgroups;

public sealed class CgroupLayoutTests
{
    private const string Version1Mounts = """
        31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755
        32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
        35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
        40 31 0:37 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd

        """;

    private const string Version2Beside = "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n";

    private const string Groups = "4:memory:/user/a:b\n3:pids:/\n2:cpu,cpuacct:/user\n1:name=systemd:/init.scope\n0::/user.slice\n";

    private static CgroupLayout Parse(string mounts, string groups = Groups, string controllers = "") => CgroupLayout.Parse(MountTable.Parse(mounts), groups, _ => controllers);

    [Fact]
    public void Version_1_is_what_is_mounted_and_not_what_the_kernel_names()
    {
        var layout = Parse(Version1Mounts);
        Assert.Equal(CgroupMode.Version1, layout.Mode);
        Assert.True(layout.CanRunCrun);
        Assert.Equal(["memory", "cpu", "cpuacct"], layout.Controllers);
        Assert.Equal(
            ["/sys/fs/cgroup/memory/user/a:b", "/sys/fs/cgroup/cpu,cpuacct/user", "/sys/fs/cgroup/systemd/init.scope"],
            layout.Hierarchies.Select(h => h.OwnDirectory));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("hugetlb\n", false)]
    public void Hybrid_stops_crun_only_if_version_2_has_controllers(string controllers, bool canRun)
    {
        var layout = Parse(Version1Mounts + Version2Beside, controllers: controllers);
        Assert.Equal((CgroupMode.Hybrid, canRun), (layout.Mode, layout.CanRunCrun));
    }

    [Fact]
    public void Version_2_has_one_hierarchy_with_the_controllers_of_its_root()
    {
        var layout = Parse("30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n", "0::/user.slice/x\n", "cpu memory pids\n");
        Assert.Equal((CgroupMode.Version2, true), (layout.Mode, layout.CanRunCrun));
        Assert.Equal(["cpu", "memory", "pids"], layout.Controllers);
        Assert.Equal("/sys/fs/cgroup/user.slice/x", Assert.Single(layout.Hierarchies).OwnDirectory);
        Assert.Equal("/sys/fs/cgroup/hull/hull-1", layout.At("/hull/hull-1").UnifiedDirectory);
    }

    [Fact]
    public void No_mounts_are_no_cgroups()
    {
        var layout = Parse("31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw\n");
        Assert.Equal((CgroupMode.None, false), (layout.Mode, layout.CanRunCrun));
        Assert.Empty(layout.At("/x").Directories);
    }

    [Theory]
    [InlineData("/docker/1", "/docker/1", "/sys/fs/cgroup")]
    [InlineData("/docker/1", "/docker/1/sub", "/sys/fs/cgroup/sub")]
    [InlineData("/docker/1", "/docker/12", null)]
    [InlineData("/docker/1", "/", null)]
    [InlineData("/", "/", "/sys/fs/cgroup")]
    [InlineData("/", "/../other", null)]
    public void Inside_a_container_paths_are_seen_from_what_is_mounted(string root, string own, string? directory)
        => Assert.Equal(directory, Assert.Single(Parse($"30 23 0:26 {root} /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n", $"0::{own}\n").Hierarchies).OwnDirectory);

    [Fact]
    public void Of_two_mounts_of_a_hierarchy_the_usual_place_counts()
        => Assert.Equal("/sys/fs/cgroup", Assert.Single(Parse(
            "29 23 0:26 / /mnt/copy rw - cgroup2 x rw\n30 23 0:26 / /sys/fs/cgroup rw - cgroup2 x rw\n31 23 0:26 / /mnt/late rw - cgroup2 x rw\n", "0::/\n").Hierarchies).MountPoint);

    [Fact]
    public void Of_two_mounts_at_one_place_the_later_one_is_seen()
        => Assert.Equal("/sys/fs/cgroup/pids/unit", Assert.Single(Parse(
            "55 47 0:36 /.. /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n67 65 0:36 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n", "8:pids:/unit\n").Hierarchies).OwnDirectory);

    [Theory]
    [InlineData("4:memory\n")]
    [InlineData("4:memory:relative\n")]
    [InlineData("x\n")]
    public void Refuses_malformed_lines(string groups) => Assert.Equal(ErrorKind.Corrupt, Assert.Throws<EngineException>(() => Parse(Version1Mounts, groups)).Kind);

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("hull")]
    [InlineData("/hull/")]
    [InlineData("/a//b")]
    [InlineData("/a/../b")]
    [InlineData("/./a")]
    public void Refuses_paths_that_could_mean_another_group(string path)
        => Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => Parse(Version1Mounts).At(path)).Kind);

    [Fact]
    public void This_machine_s_layout_agrees_with_its_files()
    {
        var layout = CgroupLayout.Read();
        if (layout.Mode == CgroupMode.None) Assert.Skip("no cgroups here");
        foreach (var hierarchy in layout.Hierarchies)
        {
            Assert.True(File.Exists(Path.Combine(hierarchy.MountPoint, "cgroup.procs")));
            if (hierarchy.OwnDirectory is { } own) Assert.Contains($"{Environment.ProcessId}", File.ReadAllLines(Path.Combine(own, "cgroup.procs")));
        }

        Assert.Equal(layout.Hierarchies.Select(h => h.OwnDirectory).OfType<string>(), layout.OfProcess(Environment.ProcessId)!.Directories.Select(d => d.Path));
        Assert.Null(layout.OfProcess(int.MaxValue));
    }
}
