using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Hull.Linux.Native;

namespace Hull.Linux.Netlink;

/// <summary>Requests on addresses and routes (rtnetlink(7)).</summary>
public static class AddressMessages
{
    /// <summary>Asks for all addresses.</summary>
    public static NetlinkMessage GetAddresses() => new("list addresses", RouteConstants.RTM_GETADDR, NetlinkFlags.None, new byte[8]);

    /// <summary>Asks for all routes.</summary>
    public static NetlinkMessage GetRoutes() => new("list routes", RouteConstants.RTM_GETROUTE, NetlinkFlags.None, new byte[12]);

    /// <summary>Gives a device an address; that it has it already is no error.</summary>
    /// <param name="index">The device.</param>
    /// <param name="address">The address.</param>
    /// <param name="prefixLength">How many of its bits name the network.</param>
    public static NetlinkMessage NewAddress(int index, IPAddress address, int prefixLength)
    {
        var isIpv4 = address.AddressFamily == AddressFamily.InterNetwork;
        // struct ifaddrmsg: family, prefix length, flags, scope, index. Who hands the address out sees to it that nobody has it twice.
        var head = new byte[8];
        (head[0], head[1], head[2]) = (Family(isIpv4), (byte)prefixLength, isIpv4 ? (byte)0 : RouteConstants.IFA_F_NODAD);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), index);
        var bytes = address.GetAddressBytes();
        var message = new NetlinkMessage($"give a network device the address {address}", RouteConstants.RTM_NEWADDR, NetlinkFlags.Create | NetlinkFlags.Replace, head)
            .Add(RouteConstants.IFA_LOCAL, bytes)
            .Add(RouteConstants.IFA_ADDRESS, bytes);
        return isIpv4 && prefixLength < 31 ? message.Add(RouteConstants.IFA_BROADCAST, Broadcast(bytes, prefixLength)) : message;
    }

    /// <summary>Sends what has no other route to a gateway.</summary>
    public static NetlinkMessage NewDefaultRoute(int index, IPAddress gateway)
    {
        // struct rtmsg: family, two prefix lengths, service, table, who made it, scope (0 universe), type; flags.
        var head = new byte[12];
        head[0] = Family(gateway.AddressFamily == AddressFamily.InterNetwork);
        (head[4], head[5], head[7]) = (RouteConstants.RT_TABLE_MAIN, RouteConstants.RTPROT_STATIC, RouteConstants.RTN_UNICAST);
        return new NetlinkMessage($"make the default route by {gateway}", RouteConstants.RTM_NEWROUTE, NetlinkFlags.Create | NetlinkFlags.Replace, head)
            .Add(RouteConstants.RTA_GATEWAY, gateway.GetAddressBytes())
            .Add(RouteConstants.RTA_OIF, (uint)index);
    }

    private static byte Family(bool isIpv4) => (byte)(isIpv4 ? Libc.AF_INET : Libc.AF_INET6);

    private static byte[] Broadcast(byte[] address, int prefixLength)
    {
        var value = BinaryPrimitives.ReadUInt32BigEndian(address) | (uint)(uint.MaxValue >> prefixLength);
        if (prefixLength == 0) value = uint.MaxValue;
        var broadcast = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(broadcast, value);
        return broadcast;
    }
}
