using System.Buffers.Binary;
using System.Net;

namespace Hull.Linux.Netlink;

/// <summary>A connection that the kernel remembers.</summary>
public sealed record ConntrackEntry
{
    private const int HeadSize = 4;

    /// <summary>AF_INET or AF_INET6.</summary>
    internal byte Family { get; init; }

    /// <summary>The protocol's number: 6 tcp, 17 udp.</summary>
    public required byte Protocol { get; init; }

    /// <summary>The port that was asked for, before any translation.</summary>
    public required int AskedPort { get; init; }

    /// <summary>Who answers, after translation.</summary>
    public required IPAddress Answerer { get; init; }

    /// <summary>The tuple as the kernel wrote it.</summary>
    internal byte[] Tuple { get; init; } = [];

    /// <summary>The entry's number, which tells it from a later one with the same tuple.</summary>
    internal byte[] Id { get; init; } = [];

    /// <summary>Reads IPCTNL_MSG_CT_NEW; null where it has no ports.</summary>
    internal static ConntrackEntry? Parse(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeadSize) return null;
        var attributes = new NetlinkAttributes(payload[HeadSize..]);
        var proto = attributes.Inside(ConntrackConstants.CTA_TUPLE_ORIG).Inside(ConntrackConstants.CTA_TUPLE_PROTO);
        var reply = attributes.Inside(ConntrackConstants.CTA_TUPLE_REPLY).Inside(ConntrackConstants.CTA_TUPLE_IP);
        var answerer = reply.Address(ConntrackConstants.CTA_IP_V4_SRC) ?? reply.Address(ConntrackConstants.CTA_IP_V6_SRC);
        if (answerer is null || proto.Find(ConntrackConstants.CTA_PROTO_NUM) is not [var number] || proto.Find(ConntrackConstants.CTA_PROTO_DST_PORT) is not { Length: 2 } port)
            return null;
        return new ConntrackEntry
        {
            Family = payload[0],
            Protocol = number,
            AskedPort = BinaryPrimitives.ReadUInt16BigEndian(port),
            Answerer = answerer,
            Tuple = attributes.Find(ConntrackConstants.CTA_TUPLE_ORIG).ToArray(),
            Id = attributes.Find(ConntrackConstants.CTA_ID).ToArray(),
        };
    }
}
