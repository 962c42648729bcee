using System.Runtime.InteropServices;
using Hull.Core;
using Hull.Linux.Cgroups;
using Hull.Linux.Descriptors;
using Hull.Linux.Mounts;
using Hull.Linux.Processes;

namespace Hull.Linux.Tests.Cgroups;

/// <summary>On real hierarchies, in groups of the test's own.</summary>
public sealed class CgroupVerbsTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    // Runs a test with a new group: with what the machine has, and with its v2 hierarchy alone.
    private static void WithGroup(bool onlyVersion2, Action<CgroupLayout, Cgroup> test) => PrivateMounts.Run(_ =>
    {
        if (onlyVersion2)
        {
            foreach (var mount in MountTable.Read().Where(mount => mount.FileSystemType == "cgroup")) Mount.Detach(mount.MountPoint);
        }

        var layout = CgroupLayout.Read();
        if (layout.Mode == CgroupMode.None) Assert.Skip(onlyVersion2 ? "no v2 hierarchy here" : "no cgroups here");
        var cgroup = layout.At($"/hull-test-{Environment.ProcessId}-{Guid.NewGuid():N}");
        try
        {
            foreach (var directory in cgroup.Directories) Directory.CreateDirectory(directory.Path);
            PrepareCpuset(cgroup);
            test(layout, cgroup);
        }
        finally
        {
            KillCgroup.Run(cgroup, Long);
            RemoveCgroup.Run(cgroup, Long);
            Assert.False(cgroup.Exists);
        }
    });

    // A v1 cpuset takes no process before it has processors and memory.
    private static void PrepareCpuset(Cgroup cgroup)
    {
        var cpuset = cgroup.Directories.FirstOrDefault(d => !d.Hierarchy.IsVersion2 && d.Hierarchy.Controllers.Contains("cpuset"));
        if (cpuset is null) return;
        foreach (var file in new[] { "cpuset.cpus", "cpuset.mems" })
            File.WriteAllText(Path.Combine(cpuset.Path, file), File.ReadAllText(Path.Combine(cpuset.Hierarchy.MountPoint, file)));
    }

    /// <summary>Starts a shell inside the group: it moves itself there before it goes on.</summary>
    private static ChildProcess StartInside(Cgroup cgroup, string script)
    {
        var enter = string.Concat(cgroup.Directories.Select(d => $"echo 0 > {d.Path}/cgroup.procs || exit 9; "));
        using var ready = Pipe.Create();
        var child = Spawn.Start(new SpawnRequest
        {
            Program = "/bin/sh",
            Arguments = ["-c", $"{enter} echo >&3; exec 3>&-; {script}"],
            Descriptors = new Dictionary<int, SafeHandle> { [3] = ready.Writer },
        });
        ready.Writer.Dispose();
        Span<byte> one = stackalloc byte[1];
        Assert.Equal(1, Hull.Linux.Native.Libc.Read(ready.Reader, one));
        return child;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lists_reads_kills_and_removes(bool onlyVersion2) => WithGroup(onlyVersion2, (layout, cgroup) =>
    {
        foreach (var directory in cgroup.Directories.Where(d => d.Hierarchy.IsVersion2 || !d.Hierarchy.Controllers.Contains("cpuset")))
            Directory.CreateDirectory(Path.Combine(directory.Path, "below/deeper"));
        using var child = StartInside(cgroup, "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; sleep 60 & sleep 60 & wait");
        while (ListCgroupProcesses.Run(cgroup).Count < 3) Thread.Yield();
        Assert.Contains(child.Pid, ListCgroupProcesses.Run(cgroup));
        Assert.Equal(cgroup.Directories.Select(d => d.Path), layout.OfProcess(child.Pid)!.Directories.Select(d => d.Path));

        var statistics = ReadCgroupStatistics.Run(cgroup);
        Assert.True(statistics.CpuNanoseconds > 0);
        if (layout.Controllers.Contains("pids")) Assert.Equal(3ul, statistics.Tasks);
        if (layout.Controllers.Contains("memory")) Assert.InRange(statistics.MemoryBytes!.Value, 1ul, 100_000_000ul);

        Assert.Equal(ErrorKind.Conflict, Assert.Throws<EngineException>(() => RemoveCgroup.Run(cgroup, TimeSpan.FromMilliseconds(5))).Kind);
        Assert.True(cgroup.Exists);
        KillCgroup.Run(cgroup, Long);
        Assert.Equal(Signal.Kill, child.WaitForExit().Signal);
        Assert.Empty(ListCgroupProcesses.Run(cgroup));
        RemoveCgroup.Run(cgroup, Long);
        Assert.False(cgroup.Exists);
        RemoveCgroup.Run(cgroup, Long);
        KillCgroup.Run(cgroup, Long);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Kills_faster_than_processes_are_born(bool onlyVersion2) => WithGroup(onlyVersion2, (_, cgroup) =>
    {
        using var child = StartInside(cgroup, "breed() { while :; do (sleep 5 & sleep 0.01) & sleep 0.005; done; }; breed & breed & breed");
        while (ListCgroupProcesses.Run(cgroup).Count < 20) Thread.Yield();
        KillCgroup.Run(cgroup, Long);
        Assert.Equal(Signal.Kill, child.WaitForExit().Signal);
        Assert.Empty(ListCgroupProcesses.Run(cgroup));
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Removal_waits_for_a_process_that_is_about_to_end(bool onlyVersion2)
    {
        var killer = Task.CompletedTask;
        WithGroup(onlyVersion2, (_, cgroup) =>
        {
            using var child = StartInside(cgroup, "exec sleep 60");
            var identity = child.Identity;
            killer = Task.Run(async () =>
            {
                await Task.Delay(50);
                Assert.True(identity.TrySendSignal(Signal.Kill));
            });
            RemoveCgroup.Run(cgroup, Long);
            Assert.False(cgroup.Exists);
            child.WaitForExit();
        });
        await killer;
    }

    [Fact]
    public void Refuses_to_end_or_remove_the_group_it_lives_in()
    {
        var layout = CgroupLayout.Read();
        if (layout.Mode == CgroupMode.None) Assert.Skip("no cgroups here");
        var own = layout.OfProcess(Environment.ProcessId)!;
        Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => KillCgroup.Run(own, Long)).Kind);
        Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => RemoveCgroup.Run(own, Long)).Kind);
        var root = own with { Directories = [.. layout.Hierarchies.Select(h => new CgroupDirectory(h, h.MountPoint))] };
        Assert.Throws<EngineException>(() => RemoveCgroup.Run(root, Long));
    }

    [Fact]
    public void Warm_up_changes_nothing()
    {
        var before = File.ReadAllText("/proc/self/cgroup");
        CgroupWarmup.Start();
        CgroupWarmup.Start();
        Assert.Equal(before, File.ReadAllText("/proc/self/cgroup"));
    }
}
