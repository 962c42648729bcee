using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Runtime;
using Hull.Engine.Tests.Containers;
using Hull.Linux.Cgroups;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hull.Engine.Tests.Runtime;

public sealed class FindCgroupManagerTests : IDisposable
{
    private readonly TemporaryRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(null, false, CgroupMode.Version1, "systemd")]
    [InlineData(null, false, CgroupMode.Version2, "systemd")]
    [InlineData("cgroupfs", false, CgroupMode.Version2, "cgroupfs")]
    [InlineData("cgroupfs", true, CgroupMode.Version2, "cgroupfs")]
    [InlineData(null, true, CgroupMode.Version2, "systemd")]
    [InlineData("systemd", true, CgroupMode.Version2, "systemd")]
    [InlineData(null, true, CgroupMode.Version1, "cgroupfs")]
    [InlineData("systemd", true, CgroupMode.Version1, "cgroupfs")]
    [InlineData("systemd", true, CgroupMode.Hybrid, "cgroupfs")]
    public void Systemd_makes_cgroups_where_it_can(string? asked, bool rootless, CgroupMode mode, string expected)
    {
        _root.Write("run/systemd/system/unit", "");
        _root.Write("run/user/1001/bus", "");
        Assert.Equal(expected, Find(asked, rootless, mode));
    }

    [Fact]
    public void A_user_without_a_session_has_none_of_systemds()
    {
        _root.Write("run/systemd/system/unit", "");
        Assert.Equal("cgroupfs", Find(null, rootless: true, CgroupMode.Version2));
        Assert.Equal("cgroupfs", Find("systemd", rootless: true, CgroupMode.Version2));
        Assert.Equal("systemd", Find(null, rootless: true, CgroupMode.Version2, "unix:path=/tmp/bus"));
    }

    [Fact]
    public void Without_systemd_root_may_not_ask_for_it()
    {
        Assert.Equal("cgroupfs", Find(null, rootless: false, CgroupMode.Version2));
        var error = Assert.Throws<EngineException>(() => Find("systemd", rootless: false, CgroupMode.Version2));
        Assert.Equal("cgroup manager systemd: systemd is not running on this host", error.Message);
        Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => Find("nobody", rootless: false, CgroupMode.Version2)).Kind);
    }

    private string Find(string? asked, bool rootless, CgroupMode mode, string? bus = null) => FindCgroupManager.For(
        SampleRequest.Of().Settings with { CgroupManager = asked },
        new HostEnvironment { UserId = rootless ? 1001u : 0, Rootless = rootless, Variable = name => name == "DBUS_SESSION_BUS_ADDRESS" ? bus : null, Prefix = _root.Directory },
        mode, NullLogger.Instance);
}
