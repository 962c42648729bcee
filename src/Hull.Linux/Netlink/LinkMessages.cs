using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hull.Linux.Netlink;

/// <summary>Requests on network devices (rtnetlink(7)).</summary>
public static class LinkMessages
{
    private const NetlinkFlags New = NetlinkFlags.Create | NetlinkFlags.Exclusive;

    /// <summary>Asks for all devices, or for the one of a name.</summary>
    public static NetlinkMessage Get(string? name = null)
    {
        var message = new NetlinkMessage(name is null ? "list network devices" : $"look for network device {name}", RouteConstants.RTM_GETLINK, NetlinkFlags.None, Head());
        return name is null ? message : message.Add(RouteConstants.IFLA_IFNAME, name);
    }

    /// <summary>Makes a bridge that is up.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="mac">Its hardware address: without one it takes the least of its ports', and changes with them.</param>
    public static NetlinkMessage NewBridge(string name, ReadOnlySpan<byte> mac) =>
        new NetlinkMessage($"make bridge {name}", RouteConstants.RTM_NEWLINK, New, Head(up: true))
            .Add(RouteConstants.IFLA_IFNAME, name)
            .Add(RouteConstants.IFLA_ADDRESS, mac)
            .Nest(RouteConstants.IFLA_LINKINFO, static info => info.Add(RouteConstants.IFLA_INFO_KIND, "bridge"));

    /// <summary>
    /// Makes a pair of devices: one on a bridge here and up, the other in another namespace and down, since the kernel refuses to switch
    /// one on before both are joined.
    /// </summary>
    public static NetlinkMessage NewVeth(VethRequest request)
    {
        var message = new NetlinkMessage($"make network devices {request.Name} and {request.PeerName}", RouteConstants.RTM_NEWLINK, New, Head(up: true))
            .Add(RouteConstants.IFLA_IFNAME, request.Name)
            .Add(RouteConstants.IFLA_MASTER, (uint)request.Master);
        if (request.Mtu > 0) message.Add(RouteConstants.IFLA_MTU, (uint)request.Mtu);
        return message.Nest(RouteConstants.IFLA_LINKINFO, info => info
            .Add(RouteConstants.IFLA_INFO_KIND, "veth")
            .Nest(RouteConstants.IFLA_INFO_DATA, data => data.Nest(RouteConstants.VETH_INFO_PEER, Head(), peer =>
            {
                peer.Add(RouteConstants.IFLA_IFNAME, request.PeerName)
                    .Add(RouteConstants.IFLA_ADDRESS, request.PeerMac.Span)
                    .Add(RouteConstants.IFLA_NET_NS_FD, (uint)request.PeerNamespace.DangerousGetHandle());
                if (request.Mtu > 0) peer.Add(RouteConstants.IFLA_MTU, (uint)request.Mtu);
            })));
    }

    /// <summary>Switches a device on.</summary>
    public static NetlinkMessage SetUp(int index, string name) =>
        new($"switch network device {name} on", RouteConstants.RTM_NEWLINK, NetlinkFlags.None, Head(index, up: true));

    /// <summary>Puts a device on a bridge.</summary>
    public static NetlinkMessage SetMaster(int index, string name, int master) =>
        new NetlinkMessage($"put network device {name} on its bridge", RouteConstants.RTM_NEWLINK, NetlinkFlags.None, Head(index, up: true))
            .Add(RouteConstants.IFLA_MASTER, (uint)master);

    /// <summary>Lets a bridge send a packet back out of the port that it came in by: a container reaches a port of its own published on the host.</summary>
    public static NetlinkMessage SetHairpin(string name) =>
        new NetlinkMessage($"let packets return to network device {name}", RouteConstants.RTM_NEWLINK, NetlinkFlags.None, Head())
            .Add(RouteConstants.IFLA_IFNAME, name)
            .Nest(RouteConstants.IFLA_LINKINFO, static info => info
                .Add(RouteConstants.IFLA_INFO_SLAVE_KIND, "bridge")
                .Nest(RouteConstants.IFLA_INFO_SLAVE_DATA, static data => data.Add(RouteConstants.IFLA_BRPORT_MODE, [(byte)1])));

    /// <summary>Deletes a device; of a pair both.</summary>
    public static NetlinkMessage Delete(string name) =>
        new NetlinkMessage($"delete network device {name}", RouteConstants.RTM_DELLINK, NetlinkFlags.None, Head()).Add(RouteConstants.IFLA_IFNAME, name);

    // struct ifinfomsg: family, padding, type (2), index, flags, which flags count.
    private static ReadOnlySpan<byte> Head(int index = 0, bool up = false)
    {
        var head = new byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), index);
        if (!up) return head;
        MemoryMarshal.Write(head.AsSpan(8), RouteConstants.IFF_UP);
        MemoryMarshal.Write(head.AsSpan(12), RouteConstants.IFF_UP);
        return head;
    }
}
