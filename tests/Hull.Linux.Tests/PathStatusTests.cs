namespace Hull.Linux.Tests;

public sealed class PathStatusTests
{
    [Fact]
    public void Reads_a_device()
    {
        Assert.True(PathStatus.TryRead("/dev/null", out var status, out var errno));
        Assert.Equal((0, true, false, 1u, 3u), (errno, status.IsCharacterDevice, status.IsBlockDevice, status.RdevMajor, status.RdevMinor));
    }

    [Fact]
    public void Reads_a_file_and_its_times()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "four");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.SetUser);
            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddSeconds(1.5));
            Assert.True(PathStatus.TryRead(path, out var status, out _));
            Assert.Equal((true, 4ul, 1_500_000_000L, 2304u), (status.IsRegular, status.Size, status.Modified, status.Permissions));
            Assert.True(status.Changed > status.Modified);
            Assert.NotEqual(0ul, status.Inode);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Follows_a_link_unless_told()
    {
        var link = Path.Join(Path.GetTempPath(), $"hull-{Guid.NewGuid():N}");
        File.CreateSymbolicLink(link, "/");
        try
        {
            Assert.True(PathStatus.TryRead(link, out var followed, out _));
            Assert.True(PathStatus.TryRead(link, out var itself, out _, follow: false));
            Assert.Equal((true, true), (followed.IsDirectory, itself.IsLink));
        }
        finally
        {
            File.Delete(link);
        }
    }

    [Fact]
    public void Says_why_it_cannot()
    {
        Assert.False(PathStatus.TryRead("/no/such", out _, out var errno));
        Assert.Equal(Errno.ENOENT, errno);
        Assert.False(PathStatus.TryRead("/dev/null/x", out _, out errno));
        Assert.Equal(Errno.ENOTDIR, errno);
    }
}
