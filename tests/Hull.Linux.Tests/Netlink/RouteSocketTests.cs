using System.Net;
using Hull.Core;
using Hull.Linux.Namespaces;
using Hull.Linux.Netlink;

namespace Hull.Linux.Tests.Netlink;

public sealed class RouteSocketTests
{
    private static readonly byte[] Mac = [0x2a, 0x68, 10, 88, 0, 1];

    [Fact]
    public void A_pair_joins_a_bridge_and_another_namespace() => PrivateNetwork.Run(folder =>
    {
        using var host = new RouteSocket();
        host.Request(LinkMessages.NewBridge("hull0", Mac));
        var bridge = host.TryFindLink("hull0")!;
        Assert.Equal(("bridge", "2a:68:0a:58:00:01", true), (bridge.Kind, bridge.MacAddress, bridge.IsUp));
        host.Request(AddressMessages.NewAddress(bridge.Index, IPAddress.Parse("10.88.0.1"), 16));

        var path = folder["ns"];
        PersistentNetwork.Create(path);
        using var space = NamespaceFile.Open(path, NamespaceKinds.Network);
        host.Request(LinkMessages.NewVeth(new VethRequest
        {
            Name = "veth1",
            Master = bridge.Index,
            PeerName = "eth0",
            PeerMac = new byte[] { 0x2a, 0x68, 10, 88, 0, 5 },
            PeerNamespace = space,
        }));
        Assert.Equal(bridge.Index, host.Links().Single(link => link.Name == "veth1").Master);

        using (var inside = RouteSocket.OpenIn(path))
        {
            var eth0 = inside.TryFindLink("eth0")!;
            Assert.Equal(("2a:68:0a:58:00:05", false, "veth"), (eth0.MacAddress, eth0.IsUp, eth0.Kind));
            inside.Request(
                LinkMessages.SetUp(1, "lo"), LinkMessages.SetUp(eth0.Index, "eth0"), AddressMessages.NewAddress(eth0.Index, IPAddress.Parse("10.88.0.5"), 16),
                AddressMessages.NewDefaultRoute(eth0.Index, IPAddress.Parse("10.88.0.1")));
            Assert.Contains(new InterfaceAddress(eth0.Index, IPAddress.Parse("10.88.0.5"), 16), inside.Addresses());
            Assert.Contains(inside.Routes(), route => route.Destination is null && IPAddress.Parse("10.88.0.1").Equals(route.Gateway) && route.LinkIndex == eth0.Index);
            Assert.Contains(inside.Routes(), route => IPAddress.Parse("10.88.0.0").Equals(route.Destination) && route.PrefixLength == 16);
            // Asked for again, everything stays as it is.
            inside.Request(AddressMessages.NewAddress(eth0.Index, IPAddress.Parse("10.88.0.5"), 16), AddressMessages.NewDefaultRoute(eth0.Index, IPAddress.Parse("10.88.0.1")));
        }
        PersistentNetwork.Delete(path);
    });

    [Fact]
    public void A_failed_request_says_what_it_was_to_do_and_the_others_are_done() => PrivateNetwork.Run(_ =>
    {
        using var host = new RouteSocket();
        host.Request(LinkMessages.NewBridge("hull0", Mac));
        var error = Assert.Throws<EngineException>(() => host.Request(LinkMessages.NewBridge("hull0", Mac), LinkMessages.NewBridge("hull1", Mac)));
        Assert.StartsWith("make bridge hull0: File exists", error.Message);
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.NotNull(host.TryFindLink("hull1"));
    });

    [Fact]
    public void What_is_missing_is_told_from_what_fails() => PrivateNetwork.Run(_ =>
    {
        using var host = new RouteSocket();
        Assert.Null(host.TryFindLink("nothing"));
        Assert.False(host.DeleteLink("nothing"));
        host.Request(LinkMessages.NewBridge("hull0", Mac));
        Assert.True(host.DeleteLink("hull0"));
        Assert.Null(host.TryFindLink("hull0"));
        Assert.Throws<EngineException>(() => RouteSocket.OpenIn("/proc/self/ns/mnt"));
    });

    [Fact]
    public void Many_devices_are_listed_whole() => PrivateNetwork.Run(_ =>
    {
        using var host = new RouteSocket();
        for (var i = 0; i < 300; i++) host.Request(LinkMessages.NewBridge($"b{i}", [0x2a, 0x68, 0, 0, (byte)(i >> 8), (byte)i]));
        Assert.Equal(300, host.Links().Count(link => link.Kind == "bridge"));
    });
}
