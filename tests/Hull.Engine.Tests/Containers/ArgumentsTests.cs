using Hull.Core;
using Hull.Engine.Containers;

namespace Hull.Engine.Tests.Containers;

/// <summary>The small grammars: devices, volumes, ulimits, processors, names, paths, parameters.</summary>
public sealed class ArgumentsTests
{
    [Theory]
    [InlineData("/dev/x", "/dev/x /dev/x rwm")]
    [InlineData("/dev/x:r", "/dev/x /dev/x r")]
    [InlineData("/dev/x:/dev/y", "/dev/x /dev/y rwm")]
    [InlineData("/dev/x:/dev/y:mw", "/dev/x /dev/y mw")]
    [InlineData("/dev/x::rw", "/dev/x /dev/x rw")]
    public void Reads_devices(string text, string expected)
    {
        var device = DeviceArgument.Parse(text);
        Assert.Equal(expected, $"{device.Source} {device.Target} {device.Access}");
        Assert.Equal("/dev/x", DeviceArgument.SourceOf(text));
    }

    [Theory]
    [InlineData("", "invalid device specification: ")]
    [InlineData(":/dev/x", "invalid device specification: :/dev/x")]
    [InlineData("dev/x", "invalid device specification: dev/x")]
    [InlineData("/a:/b:rwm:x", "invalid device specification: /a:/b:rwm:x")]
    [InlineData("/a:x", "invalid device mode: x")]
    [InlineData("/a:rr", "invalid device mode: rr")]
    [InlineData("/a:rwmr", "invalid device mode: rwmr")]
    [InlineData("/a:/b:", "invalid device mode: ")]
    [InlineData("/a:/b:rx", "invalid device mode: rx")]
    public void Refuses_devices(string text, string message) => Assert.Equal(message, Assert.Throws<EngineException>(() => DeviceArgument.Parse(text)).Message);

    [Fact]
    public void Reads_volumes()
    {
        var bind = VolumeArgument.Parse("/a:/b:ro,z").Bind!;
        Assert.Equal(("/a", "/b", "bind", "ro z"), (bind.Source, bind.Destination, bind.Type, string.Join(' ', bind.Options!)));
        Assert.Equal("./a", VolumeArgument.Parse("./a:/b").Bind!.Source);
        Assert.Equal((null, "/b"), (VolumeArgument.Parse("/b").Volume!.Name, VolumeArgument.Parse("/b").Volume!.Dest));
        var named = VolumeArgument.Parse("data:/b").Volume!;
        Assert.Equal(("data", "/b"), (named.Name, named.Dest));
    }

    [Theory]
    [InlineData("a:b:c:d", "a:b:c:d: incorrect volume format, should be [host-dir:]ctr-dir[:option]")]
    [InlineData(":/b", ":/b: host directory cannot be empty")]
    public void Refuses_volumes(string text, string message) => Assert.Equal(message, Assert.Throws<EngineException>(() => VolumeArgument.Parse(text)).Message);

    [Theory]
    [InlineData("nofile=5", "RLIMIT_NOFILE", 5, 5)]
    [InlineData("NOFILE=5:6", "RLIMIT_NOFILE", 5, 6)]
    [InlineData("rlimit_core=-1", "RLIMIT_CORE", ulong.MaxValue, ulong.MaxValue)]
    [InlineData("memlock=0:-1", "RLIMIT_MEMLOCK", 0, ulong.MaxValue)]
    public void Reads_ulimits(string text, string type, ulong soft, ulong hard)
    {
        var limit = Ulimits.Parse(text);
        Assert.Equal((type, soft, hard), (limit.Type, limit.Soft, limit.Hard));
    }

    [Theory]
    [InlineData("nofile")]
    [InlineData("=5")]
    [InlineData("foo=1")]
    [InlineData("nofile=")]
    [InlineData("nofile=a")]
    [InlineData("nofile=-2")]
    [InlineData("nofile=1:")]
    [InlineData("nofile=1:2:3")]
    [InlineData("nofile=-1:5")]
    [InlineData("nofile=6:5")]
    public void Refuses_ulimits(string text) => Assert.StartsWith("invalid ulimit ", Assert.Throws<EngineException>(() => Ulimits.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0", true)]
    [InlineData("0-1", true)]
    [InlineData("0,1", true)]
    [InlineData("2", false)]
    [InlineData("1-0", false)]
    [InlineData("", false)]
    [InlineData("0-", false)]
    [InlineData("-1", false)]
    [InlineData("0,,1", false)]
    [InlineData("a", false)]
    public void Knows_processors(string list, bool fits) => Assert.Equal(fits, CpuSet.Fits(list, 2));

    [Fact]
    public void Writes_all_processors() => Assert.Equal(("0", "0-3"), (CpuSet.All(1), CpuSet.All(4)));

    [Theory]
    [InlineData("a", true)]
    [InlineData("A-b_c.9", true)]
    [InlineData("9x", true)]
    [InlineData("", false)]
    [InlineData("_a", false)]
    [InlineData("-a", false)]
    [InlineData(".a", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    public void Knows_names(string name, bool valid) => Assert.Equal(valid, ContainerName.IsValid(name));

    [Theory]
    [InlineData("/", "/", 0)]
    [InlineData("/a", "/a", 1)]
    [InlineData("//a/./b/", "/a/b", 2)]
    [InlineData("/a/../b", "/b", 1)]
    [InlineData("/../../a", "/a", 1)]
    [InlineData("/a/..", "/", 0)]
    [InlineData("/...", "/...", 1)]
    public void Cleans_paths(string path, string clean, int depth)
    {
        Assert.Equal(clean, ContainerPath.Clean(path));
        Assert.Equal(depth, ContainerPath.Depth(clean));
    }

    [Theory]
    [InlineData("net.ipv4.x=1", "net.ipv4.x", "1")]
    [InlineData("kernel.sem=1 2 3", "kernel.sem", "1 2 3")]
    [InlineData("fs.mqueue.a=b=c", "fs.mqueue.a", "b=c")]
    public void Reads_parameters(string line, string name, string value) => Assert.Equal((name, value), Sysctl.Parse(line));

    [Theory]
    [InlineData("net.x", "net.x is invalid, sysctl values must be in the form of KEY=VALUE")]
    [InlineData("=1", "=1 is invalid, sysctl values must be in the form of KEY=VALUE")]
    [InlineData("net.x =1", "'net.x =1' is invalid, extra spaces found")]
    [InlineData("net.x= 1", "'net.x= 1' is invalid, extra spaces found")]
    [InlineData("kernel.hostname=x", "sysctl 'kernel.hostname' is not allowed")]
    [InlineData("vm.swappiness=1", "sysctl 'vm.swappiness' is not allowed")]
    [InlineData("net=1", "sysctl 'net' is not allowed")]
    public void Refuses_parameters(string line, string message) => Assert.Equal(message, Assert.Throws<EngineException>(() => Sysctl.Parse(line)).Message);

    [Theory]
    [InlineData("chown kill", "", "", "CAP_CHOWN CAP_KILL")]
    [InlineData("CAP_CHOWN", "net_admin", "", "CAP_CHOWN CAP_NET_ADMIN")]
    [InlineData("chown kill", "", "cap_kill", "CAP_CHOWN")]
    [InlineData("chown kill", "", "all", "")]
    [InlineData("chown kill", "kill mknod", "all", "CAP_KILL CAP_MKNOD")]
    [InlineData("chown", "all", "", "CAP_CHOWN CAP_KILL CAP_MKNOD CAP_NET_ADMIN")]
    [InlineData("chown", "ALL", "kill", "CAP_CHOWN CAP_MKNOD CAP_NET_ADMIN")]
    [InlineData("chown sys_admin", "sys_time", "", "CAP_CHOWN")]
    [InlineData("kill chown chown", "chown", "", "CAP_CHOWN CAP_KILL")]
    [InlineData("chown", "", "mknod", "CAP_CHOWN")]
    public void Adds_and_drops_capabilities(string initial, string add, string drop, string expected) => Assert.Equal(
        expected,
        string.Join(' ', Capabilities.Merge(Words(initial), Words(add), Words(drop), ["CAP_CHOWN", "CAP_KILL", "CAP_MKNOD", "CAP_NET_ADMIN"])));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
