using System.Buffers.Binary;
using System.Net;

namespace Hull.Linux.Netlink;

/// <summary>An address of a device.</summary>
/// <param name="LinkIndex">The device.</param>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">How many of its bits name the network.</param>
public sealed record InterfaceAddress(int LinkIndex, IPAddress Address, int PrefixLength)
{
    private const int HeadSize = 8;

    /// <summary>Reads RTM_NEWADDR: struct ifaddrmsg, then attributes; null where it has no address.</summary>
    internal static InterfaceAddress? Parse(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeadSize) return null;
        var attributes = new NetlinkAttributes(payload[HeadSize..]);
        // Of a point-to-point device IFA_ADDRESS is the other end.
        var address = attributes.Address(RouteConstants.IFA_LOCAL) ?? attributes.Address(RouteConstants.IFA_ADDRESS);
        return address is null ? null : new InterfaceAddress(BinaryPrimitives.ReadInt32LittleEndian(payload[4..]), address, payload[1]);
    }
}
