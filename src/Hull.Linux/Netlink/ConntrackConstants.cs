namespace Hull.Linux.Netlink;

/// <summary>Numbers of ctnetlink: linux/netfilter/nfnetlink_conntrack.h.</summary>
internal static class ConntrackConstants
{
    // Subsystem NFNL_SUBSYS_CTNETLINK (1) in the upper, message in the lower byte.
    public const ushort IPCTNL_MSG_CT_GET = (1 << 8) | 1;
    public const ushort IPCTNL_MSG_CT_DELETE = (1 << 8) | 2;

    public const int CTA_TUPLE_ORIG = 1;
    public const int CTA_TUPLE_REPLY = 2;
    public const int CTA_ID = 12;
    public const int CTA_TUPLE_IP = 1;
    public const int CTA_TUPLE_PROTO = 2;
    public const int CTA_IP_V4_SRC = 1;
    public const int CTA_IP_V6_SRC = 3;
    public const int CTA_PROTO_NUM = 1;
    public const int CTA_PROTO_DST_PORT = 3;
}
