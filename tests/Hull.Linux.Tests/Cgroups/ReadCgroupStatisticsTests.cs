using Hull.Linux.Cgroups;

namespace Hull.Linux.Tests.Cgroups;

public sealed class ReadCgroupStatisticsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Cgroup Fake(bool isVersion2, params string[] controllers) => new()
    {
        Path = "/x",
        Directories = [new CgroupDirectory(new CgroupHierarchy { IsVersion2 = isVersion2, Controllers = controllers, MountPoint = "/m", Root = "/", OwnPath = "/" }, _folder.Path)],
    };

    [Fact]
    public void Version_2_files_are_read()
    {
        _folder.File("memory.current", "1000\n");
        _folder.File("memory.stat", "anon 5\ninactive_file 300\nactive_file 7\n");
        _folder.File("memory.max", "max\n");
        _folder.File("cpu.stat", "usage_usec 1234\nuser_usec 1000\nsystem_usec 234\n");
        _folder.File("pids.current", "3\n");
        _folder.File("pids.max", "2048\n");
        Assert.Equal(
            new CgroupStatistics { MemoryBytes = 700, CpuNanoseconds = 1_234_000, CpuSystemNanoseconds = 234_000, Tasks = 3, TaskLimit = 2048 },
            ReadCgroupStatistics.Run(Fake(true, "memory", "cpu", "pids")));
    }

    [Fact]
    public void Version_1_files_are_read()
    {
        _folder.File("memory.usage_in_bytes", "1000\n");
        _folder.File("memory.stat", "inactive_file 1\ntotal_inactive_file 2000\n");
        _folder.File("memory.limit_in_bytes", "9223372036854771712\n");
        _folder.File("cpuacct.usage", "77\n");
        _folder.File("cpuacct.usage_sys", "7\n");
        _folder.File("pids.current", "3\n");
        _folder.File("pids.max", "max\n");
        Assert.Equal(
            new CgroupStatistics { MemoryBytes = 0, CpuNanoseconds = 77, CpuSystemNanoseconds = 7, Tasks = 3 },
            ReadCgroupStatistics.Run(Fake(false, "memory", "cpuacct", "pids")));
        _folder.File("memory.limit_in_bytes", "67108864\n");
        Assert.Equal(67108864ul, ReadCgroupStatistics.Run(Fake(false, "memory")).MemoryLimitBytes);
    }

    [Fact]
    public void What_is_missing_is_null()
    {
        Assert.Equal(new CgroupStatistics(), ReadCgroupStatistics.Run(Fake(true, "memory", "cpu", "pids")));
        Assert.Equal(new CgroupStatistics(), ReadCgroupStatistics.Run(Fake(false)));
    }
}
