using System.Net;
using System.Net.Sockets;
using Hull.Linux.Netlink;
using Hull.Linux.Nftables;

namespace Hull.Linux.Tests.Netlink;

public sealed class ConntrackTests
{
    [Fact]
    public void The_connections_that_were_picked_are_forgotten_and_no_others() => PrivateNetwork.Run(_ =>
    {
        using (var route = new RouteSocket()) route.Request(LinkMessages.SetUp(1, "lo"));
        // Nothing is tracked before a rule asks for it.
        RunNft.Run("test", "table inet probe { chain c { type filter hook output priority 0; ct state new accept; }; }");
        Send(53, 54);
        var seen = new List<int>();
        Assert.Equal(1, Conntrack.Forget(entry =>
        {
            seen.Add(entry.AskedPort);
            Assert.Equal(IPAddress.Loopback, entry.Answerer);
            return entry.AskedPort == 53;
        }));
        Assert.Equal([53, 54], seen.Order());
        Assert.Equal(0, Conntrack.Forget(entry => entry.AskedPort == 53));
        Assert.Equal(1, Conntrack.Forget(entry => entry.Protocol == 17));
    });

    private static void Send(params int[] ports)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        foreach (var port in ports)
        {
            // Somebody must listen, else the refusal ends the entry.
            using var server = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            server.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.SendTo([1], new IPEndPoint(IPAddress.Loopback, port));
        }
    }
}
