using Hull.Core;
using Hull.Linux.Mounts;

namespace Hull.Linux.Tests.Mounts;

public sealed class MountTableTests
{
    [Fact]
    public void Reads_every_field()
    {
        var entry = Assert.Single(MountTable.Parse("36 35 98:0 /root\\040dir /mnt\\134two\\011 rw,noatime,nosuid master:1 shared:2 - ext3 /dev/root rw,errors=continue\n"));
        Assert.Equal((36, 35, "98:0", "/root dir", "/mnt\\two\t"), (entry.Id, entry.ParentId, entry.Device, entry.Root, entry.MountPoint));
        Assert.Equal(["rw", "noatime", "nosuid"], entry.Options);
        Assert.Equal(["master:1", "shared:2"], entry.Propagation);
        Assert.Equal(("ext3", "/dev/root", "rw,errors=continue"), (entry.FileSystemType, entry.Source, entry.SuperOptions));
        Assert.Equal(MountFlags.NoAccessTime | MountFlags.NoSetUserId, entry.Flags);
    }

    [Theory]
    [InlineData("1 0 0:1 / / rw - tmpfs none rw", "none", "rw")]
    [InlineData("1 0 0:1 / / rw - tmpfs  rw", "", "rw")]
    [InlineData("1 0 0:1 / / rw - tmpfs none", "none", "")]
    [InlineData("1 0 0:1 / /- rw - my-fs - rw", "-", "rw")]
    [InlineData("1 0 0:1 / /a\\04 rw - x b\\9 rw", "b\\9", "rw")]
    public void Reads_what_file_systems_leave_out(string line, string source, string options)
    {
        var entry = Assert.Single(MountTable.Parse(line));
        Assert.Equal((source, options), (entry.Source, entry.SuperOptions));
    }

    [Theory]
    [InlineData("x 0 0:1 / / rw - tmpfs none rw")]
    [InlineData("1 -1 0:1 / / rw - tmpfs none rw")]
    [InlineData("1 0 0:1 / / rw tmpfs none rw")]
    [InlineData("1 0 0:1 / / rw - tmpfs")]
    [InlineData("1 0 0:1")]
    [InlineData("-")]
    public void Refuses_malformed_lines(string line)
        => Assert.Equal(ErrorKind.Corrupt, Assert.Throws<EngineException>(() => MountTable.Parse(line)).Kind);

    [Theory]
    [InlineData("/a/b/c", 3)]
    [InlineData("/a/b", 3)]
    [InlineData("/a/bc", 2)]
    [InlineData("/a", 2)]
    [InlineData("/x", 1)]
    [InlineData("/", 1)]
    [InlineData("/s/x", 5)]
    public void Finds_the_mount_a_path_lies_on(string path, int id)
    {
        var table = MountTable.Parse("""
            1 0 0:1 / / rw - x x rw
            2 1 0:2 / /a rw - x x rw
            3 2 0:3 / /a/b rw - x x rw
            4 1 0:4 / /s rw - x x rw
            5 4 0:5 / /s rw - x x rw
            """);
        Assert.Equal(id, MountTable.FindFor(table, path)!.Id);
    }

    [Fact]
    public void Reads_the_own_and_another_process_s_table()
    {
        Assert.Contains(MountTable.Read(), entry => entry.MountPoint == "/proc");
        Assert.Contains(MountTable.TryRead(Environment.ProcessId)!, entry => entry.MountPoint == "/proc");
        Assert.Null(MountTable.TryRead(int.MaxValue));
    }
}
