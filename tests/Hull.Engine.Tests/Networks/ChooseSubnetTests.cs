using System.Net;
using Hull.Core;
using Hull.Engine.Networks;

namespace Hull.Engine.Tests.Networks;

public sealed class ChooseSubnetTests
{
    [Theory]
    [InlineData("10.88.0.0/16", "", "10.88.0.0/16")]
    [InlineData("10.88.0.0/16", "10.88.0.0/16", "10.89.0.0/16")]
    [InlineData("10.88.0.0/16", "10.88.7.0/24 10.89.255.255/32", "10.90.0.0/16")]
    [InlineData("10.88.0.0/16", "10.64.0.0/10", "10.128.0.0/16")]
    [InlineData("172.30.0.0/24", "10.88.0.0/16", "172.30.0.0/24")]
    [InlineData("172.30.0.0/24", "172.16.0.0/12", "10.88.0.0/16")]
    public void The_first_that_is_free_is_taken(string wanted, string taken, string chosen)
        => Assert.Equal(chosen, ChooseSubnet.From(wanted, [.. taken.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Ipv4Subnet.Parse)]).ToString());

    [Theory]
    [InlineData("fd00::/64")]
    [InlineData("10.88.0.0/30")]
    [InlineData("0.0.0.0/0")]
    [InlineData("nonsense")]
    public void What_has_no_room_for_containers_is_refused(string wanted)
        => Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => ChooseSubnet.From(wanted, [])).Kind);

    [Fact]
    public void None_free_is_said() => Assert.Equal(
        ErrorKind.ResourceExhausted, Assert.Throws<EngineException>(() => ChooseSubnet.From("10.88.0.0/16", [Ipv4Subnet.Parse("10.0.0.0/8")])).Kind);

    [Theory]
    [InlineData("10.88.0.5/16", "10.88.0.0/16")]
    [InlineData("10.88.0.5/33", null)]
    [InlineData("10.88.0.5", null)]
    [InlineData("10.88.0.5/+1", null)]
    [InlineData("::1/64", null)]
    public void Subnets_are_read(string text, string? subnet) => Assert.Equal(subnet, Ipv4Subnet.TryParse(text)?.ToString());

    [Fact]
    public void Networks_of_podman_are_found_however_deep()
    {
        var taken = new HashSet<Ipv4Subnet>();
        TakenSubnets.AddOf("""{"subnets": [{"subnet": "10.89.0.0/24", "gateway": "10.89.0.1"}, {"subnet": "fd00::/64"}]}""", taken);
        TakenSubnets.AddOf("""{"plugins": [{"ipam": {"ranges": [[{"subnet": "10.88.0.0/16"}]]}}]}""", taken);
        TakenSubnets.AddOf("no JSON", taken);
        Assert.Equal(["10.88.0.0/16", "10.89.0.0/24"], taken.Select(subnet => subnet.ToString()).Order());
    }

    [Theory]
    [InlineData("10.0.0.0", "", "10.0.0.2")]
    [InlineData("10.0.0.2", "10.0.0.3", "10.0.0.4")]
    [InlineData("10.0.0.6", "10.0.0.2", "10.0.0.3")]
    [InlineData("192.168.0.1", "", "10.0.0.2")]
    public void The_next_address_is_taken(string last, string taken, string chosen) => Assert.Equal(
        chosen,
        ChooseAddress.Next("podman", Ipv4Subnet.Parse("10.0.0.0/29"), Number(last), taken.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number).ToHashSet()).ToString());

    [Fact]
    public void A_full_subnet_is_said()
    {
        var all = Enumerable.Range(2, 5).Select(i => Number($"10.0.0.{i}")).ToHashSet();
        Assert.Equal(ErrorKind.ResourceExhausted, Assert.Throws<EngineException>(() => ChooseAddress.Next("podman", Ipv4Subnet.Parse("10.0.0.0/29"), 0, all)).Kind);
    }

    [Theory]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.7")]
    [InlineData("10.0.0.8")]
    public void Addresses_that_no_container_may_have_are_refused(string address)
        => Assert.Throws<EngineException>(() => ChooseAddress.Check("podman", Ipv4Subnet.Parse("10.0.0.0/29"), IPAddress.Parse(address)));

    private static uint Number(string address) => Ipv4Subnet.ToNumber(IPAddress.Parse(address));
}
