using System.Net;
using Hull.Engine.Networks;

namespace Hull.Engine.Tests.Networks;

public sealed class NatTableTests
{
    private static readonly IPAddress Four = IPAddress.Parse("10.88.0.5");
    private static readonly IPAddress Six = IPAddress.Parse("fd00::5");

    private static string Elements(PortMapping port, params IPAddress[] addresses) => string.Join(
        ' ', NatTable.Elements("id", [port], addresses).SelectMany(map => map.Elements.Select(
            element => $"{map.Map}:{Convert.ToHexStringLower(element.Key.Span)}:{Convert.ToHexStringLower(element.Data.Span)}")));

    [Fact]
    public void A_port_of_all_addresses_is_in_the_maps_of_both_families()
    {
        var port = new PortMapping { ContainerPort = 80, HostPort = 8080, Protocol = "tcp", Range = 1 };
        Assert.Equal("ports4:060000001f900000:0a58000500500000", Elements(port, Four));
        Assert.Equal("ports4:060000001f900000:0a58000500500000 ports6:060000001f900000:fd00000000000000000000000000000500500000", Elements(port, Four, Six));
        Assert.Equal(Elements(port, Four), Elements(port with { HostIp = "0.0.0.0" }, Four, Six));
    }

    [Fact]
    public void A_port_of_one_address_is_known_by_it()
    {
        var port = new PortMapping { ContainerPort = 53, HostPort = 5353, Protocol = "udp", Range = 2, HostIp = "127.0.0.1" };
        Assert.Equal("addressed4:7f0000011100000014e90000:0a58000500350000 addressed4:7f0000011100000014ea0000:0a58000500360000", Elements(port, Four, Six));
        Assert.Equal("", Elements(port with { HostIp = "::1" }, Four));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "::1", true)]
    [InlineData("0.0.0.0", "127.0.0.1", true)]
    [InlineData("0.0.0.0", "::", false)]
    [InlineData("::", "127.0.0.1", false)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    public void Two_mappings_of_a_port_meet_where_an_address_is_in_both(string one, string other, bool meet)
    {
        Assert.Equal(meet, HostAddresses.Overlap(one, other));
        Assert.Equal(meet, HostAddresses.Overlap(other, one));
    }
}
