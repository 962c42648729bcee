using System.Net;
using System.Net.Sockets;

namespace Hull.Linux.Netlink;

/// <summary>A unicast route of the main table or any other.</summary>
/// <param name="Destination">The network; null is the default route.</param>
/// <param name="PrefixLength">How many bits of it count.</param>
/// <param name="Gateway">The next hop; null where there is none.</param>
/// <param name="LinkIndex">The device; 0 where the route names none.</param>
/// <param name="Family">IPv4 or IPv6.</param>
public sealed record Route(IPAddress? Destination, int PrefixLength, IPAddress? Gateway, int LinkIndex, AddressFamily Family)
{
    private const int HeadSize = 12;

    /// <summary>Reads RTM_NEWROUTE: struct rtmsg, then attributes; null for other types than unicast.</summary>
    internal static Route? Parse(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeadSize || payload[7] != RouteConstants.RTN_UNICAST) return null;
        var attributes = new NetlinkAttributes(payload[HeadSize..]);
        return new Route(
            attributes.Address(RouteConstants.RTA_DST), payload[1], attributes.Address(RouteConstants.RTA_GATEWAY),
            (int)attributes.Number(RouteConstants.RTA_OIF), payload[0] == Native.Libc.AF_INET ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6);
    }
}
