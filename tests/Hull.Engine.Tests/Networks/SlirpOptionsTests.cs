using Hull.Core;
using Hull.Engine.Networks;

namespace Hull.Engine.Tests.Networks;

public sealed class SlirpOptionsTests
{
    [Fact]
    public void Reads_podmans_words()
    {
        var options = SlirpOptions.Read(["allow_host_loopback=true", "enable_ipv6=false", "mtu=1500", "cidr=10.9.0.0/24", "outbound_addr=eth0", "port_handler=slirp4netns"]);
        Assert.Equal((true, false, 1500, "10.9.0.0/24", "--outbound-addr=eth0"), (options.AllowHostLoopback, options.EnableIpv6, options.Mtu, options.Cidr, Assert.Single(options.PassedOn)));
        Assert.Equal(new SlirpOptions(), SlirpOptions.Read([]));
    }

    [Theory]
    [InlineData("mtu", "unknown option for slirp4netns: mtu")]
    [InlineData("=1", "unknown option for slirp4netns: =1")]
    [InlineData("color=red", "unknown option for slirp4netns: color=red")]
    [InlineData("mtu=0", "invalid mtu of slirp4netns options: \"0\"")]
    [InlineData("mtu=70000", "invalid mtu of slirp4netns options: \"70000\"")]
    [InlineData("cidr=10.0.0.0/26", "invalid cidr of slirp4netns options: \"10.0.0.0/26\"")]
    [InlineData("cidr=fd00::/64", "invalid cidr of slirp4netns options: \"fd00::/64\"")]
    [InlineData("cidr=10.0.2.0", "invalid cidr of slirp4netns options: \"10.0.2.0\"")]
    [InlineData("enable_ipv6=yes", "invalid enable_ipv6 of slirp4netns options: \"yes\"")]
    [InlineData("port_handler=rootlesskit", "slirp4netns option port_handler=rootlesskit: hull publishes ports by slirp4netns itself")]
    public void Refuses_what_it_does_not_know(string option, string message) =>
        Assert.Equal(message, Assert.Throws<EngineException>(() => SlirpOptions.Read([option])).Message);
}
