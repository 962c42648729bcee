using Hull.Engine.Containers;
using Hull.Engine.Networks;

namespace Hull.Engine.Tests.Containers;

public sealed class ResolvConfTests
{
    private static readonly NetworkAttachment Plain = new() { Network = "podman", Interface = "eth0", Addresses = ["10.88.0.5/16"] };
    private static readonly NetworkAttachment Pasta = Plain with { Network = "pasta", DnsServers = ["169.254.1.1"] };
    private static readonly NetworkAttachment Both = Plain with { Addresses = ["10.88.0.5/16", "fd00::5/64"] };

    private static string Text(string mode, NetworkAttachment[] networks, string host, ContainerSpec? spec = null) =>
        ResolvConf.Text((spec ?? new ContainerSpec()) with { NetworkNamespace = NamespaceMode.Of(mode) }, networks, host).Replace("\n", "|", StringComparison.Ordinal);

    [Theory]
    [InlineData("nameserver 10.0.0.1", "nameserver 10.0.0.1|")]
    [InlineData("# a\n; b\nsearch a.b c\nnameserver 10.0.0.1 # x\noptions ndots:2 rotate\nsortlist 1.2.3.4", "search a.b c|nameserver 10.0.0.1|options ndots:2 rotate|")]
    [InlineData("search a\nsearch b\nnameserver 10.0.0.1", "search b|nameserver 10.0.0.1|")]
    [InlineData("domain a\nnameserver 10.0.0.1", "search a|nameserver 10.0.0.1|")]
    [InlineData("nameserver 127.0.0.1\nnameserver ::1\nnameserver 10.0.0.1", "nameserver 10.0.0.1|")]
    [InlineData("nameserver fd00::1\nnameserver 10.0.0.1", "nameserver 10.0.0.1|")]
    [InlineData("nameserver 127.0.0.53", "nameserver 8.8.8.8|nameserver 8.8.4.4|")]
    [InlineData("", "nameserver 8.8.8.8|nameserver 8.8.4.4|")]
    public void On_a_bridge_only_servers_that_can_be_reached_are_kept(string host, string expected) => Assert.Equal(expected, Text("bridge", [Plain], host));

    [Theory]
    [InlineData("nameserver fd00::1\nnameserver fe80::1%eth0", "nameserver fd00::1|")]
    [InlineData("nameserver ::1", "nameserver 8.8.8.8|nameserver 8.8.4.4|nameserver 2001:4860:4860::8888|nameserver 2001:4860:4860::8844|")]
    public void With_IPv6_its_servers_are_kept(string host, string expected) => Assert.Equal(expected, Text("bridge", [Both], host));

    [Fact]
    public void The_networks_own_servers_come_first() =>
        Assert.Equal("nameserver 169.254.1.1|nameserver 10.0.0.1|", Text("pasta", [Pasta], "nameserver 127.0.0.1\nnameserver 10.0.0.1"));

    [Fact]
    public void On_the_hosts_network_all_is_the_hosts() => Assert.Equal("nameserver 127.0.0.53|nameserver ::1|", Text("host", [], "nameserver 127.0.0.53\nnameserver ::1"));

    [Fact]
    public void What_was_asked_takes_the_place_of_the_hosts()
    {
        var spec = new ContainerSpec { DnsServers = ["1.1.1.1", "127.0.0.1"], DnsSearch = ["x.y"], DnsOptions = ["ndots:1"] };
        Assert.Equal("search x.y|nameserver 1.1.1.1|nameserver 127.0.0.1|options ndots:1|", Text("pasta", [Pasta], "search a\nnameserver 10.0.0.1\noptions rotate", spec));
        Assert.Equal("nameserver 10.0.0.1|", Text("bridge", [Plain], "search a\nnameserver 10.0.0.1", new ContainerSpec { DnsSearch = ["."] }));
    }

    [Fact]
    public void Without_a_network_and_a_word_there_is_no_file()
    {
        Assert.Null(ResolvConf.Text(new ContainerSpec { NetworkNamespace = NamespaceMode.Of("none") }, []));
        Assert.Equal("search x|", Text("none", [], "nameserver 127.0.0.1", new ContainerSpec { DnsSearch = ["x"] }));
    }
}
