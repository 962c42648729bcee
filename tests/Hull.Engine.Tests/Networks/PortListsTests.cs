using Hull.Engine.Networks;

namespace Hull.Engine.Tests.Networks;

public sealed class PortListsTests
{
    private static readonly PortMapping Web = new() { HostPort = 8080, ContainerPort = 80, Range = 1, Protocol = "tcp" };
    private static readonly Dictionary<ushort, IReadOnlyList<string>> Nothing = [];

    [Fact]
    public void Published_ports_come_first_and_ranges_stay_whole()
    {
        PortMapping[] ports = [Web, new() { HostIp = "127.0.0.1", HostPort = 5353, ContainerPort = 53, Range = 3, Protocol = "udp" }];
        Assert.Equal("0.0.0.0:8080->80/tcp, 127.0.0.1:5353-5355->53-55/udp", PortLists.Line(ports, Nothing));
        Assert.Equal("", PortLists.Line([], Nothing));
    }

    [Fact]
    public void Exposed_ports_follow_where_they_are_not_published()
    {
        var exposed = new Dictionary<ushort, IReadOnlyList<string>>
        {
            [443] = ["tcp"],
            [82] = ["tcp"],
            [81] = ["tcp", "udp"],
            [80] = ["tcp", "udp"],
            [83] = ["udp"],
        };
        Assert.Equal("0.0.0.0:8080->80/tcp, 81-82/tcp, 443/tcp, 80-81/udp, 83/udp", PortLists.Line([Web], exposed));
        Assert.Equal("80-82/tcp, 443/tcp, 80-81/udp, 83/udp", PortLists.Line([], exposed));
    }

    [Fact]
    public void Bindings_name_each_port_once_with_all_its_places()
    {
        var bindings = PortLists.Bindings([Web with { Range = 2 }, Web with { HostIp = "::1", HostPort = 9090 }]);
        Assert.Equal(["80/tcp", "81/tcp"], bindings.Keys);
        Assert.Equal(["0.0.0.0:8080", "::1:9090"], bindings["80/tcp"]!.Select(port => $"{port.HostIp}:{port.HostPort}"));
        Assert.Equal(["0.0.0.0:8081"], bindings["81/tcp"]!.Select(port => $"{port.HostIp}:{port.HostPort}"));
    }

    [Theory]
    [InlineData(79, false)]
    [InlineData(80, true)]
    [InlineData(82, true)]
    [InlineData(83, false)]
    public void A_mapping_holds_its_range(int port, bool expected) => Assert.Equal(expected, PortLists.Holds(Web with { Range = 3 }, port));
}
