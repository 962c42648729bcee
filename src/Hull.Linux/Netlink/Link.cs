using System.Buffers.Binary;

namespace Hull.Linux.Netlink;

/// <summary>A network device as the kernel tells of it.</summary>
public sealed record Link
{
    private const int HeadSize = 16;

    /// <summary>Its number in its namespace.</summary>
    public required int Index { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind: bridge, veth; empty for hardware.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Its hardware address: six pairs of hex digits joined by colons; empty where it has none of six bytes.</summary>
    public string MacAddress { get; init; } = "";

    /// <summary>The bridge it belongs to; 0 where there is none.</summary>
    public int Master { get; init; }

    /// <summary>Whether it is switched on.</summary>
    public bool IsUp { get; init; }

    /// <summary>Reads RTM_NEWLINK: struct ifinfomsg, then attributes; null where it is too short.</summary>
    internal static Link? Parse(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeadSize) return null;
        var attributes = new NetlinkAttributes(payload[HeadSize..]);
        return new Link
        {
            Index = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]),
            Name = attributes.Text(RouteConstants.IFLA_IFNAME),
            Kind = attributes.Inside(RouteConstants.IFLA_LINKINFO).Text(RouteConstants.IFLA_INFO_KIND),
            MacAddress = attributes.Find(RouteConstants.IFLA_ADDRESS) is { Length: MacText.Size } mac ? MacText.Write(mac) : "",
            Master = (int)attributes.Number(RouteConstants.IFLA_MASTER),
            IsUp = (BinaryPrimitives.ReadUInt32LittleEndian(payload[8..]) & RouteConstants.IFF_UP) != 0,
        };
    }
}
