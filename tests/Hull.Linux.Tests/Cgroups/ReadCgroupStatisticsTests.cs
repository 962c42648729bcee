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
    public void Blocks_read_and_written_are_added_up()
    {
        _folder.File("io.stat", "8:0 rbytes=1000 wbytes=20 rios=3 wios=4 dbytes=0 dios=0\n8:16 rbytes=5 wbytes=6\n");
        _folder.File("blkio.throttle.io_service_bytes_recursive", "8:0 Read 1000\n8:0 Write 20\n8:0 Sync 3\n8:0 Total 1020\n8:16 Read 5\n8:16 Write 7\nTotal 1032\n");
        var version2 = ReadCgroupStatistics.Run(Fake(true, "io"));
        Assert.Equal((1005UL, 26UL), (version2.BlockReadBytes, version2.BlockWrittenBytes));
        var version1 = ReadCgroupStatistics.Run(Fake(false, "blkio"));
        Assert.Equal((1005UL, 27UL), (version1.BlockReadBytes, version1.BlockWrittenBytes));
    }

    [Fact]
    public void What_is_missing_is_null()
    {
        Assert.Equal(new CgroupStatistics(), ReadCgroupStatistics.Run(Fake(true, "memory", "cpu", "pids")));
        Assert.Equal(new CgroupStatistics(), ReadCgroupStatistics.Run(Fake(false)));
    }
}
