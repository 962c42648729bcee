namespace Hull.Linux.Netlink;

/// <summary>Numbers of rtnetlink(7): linux/rtnetlink.h, linux/if_link.h, linux/if_addr.h, linux/veth.h.</summary>
internal static class RouteConstants
{
#pragma warning disable CS1591 // Each has the name that the headers give it.
    public const ushort RTM_NEWLINK = 16;
    public const ushort RTM_DELLINK = 17;
    public const ushort RTM_GETLINK = 18;
    public const ushort RTM_NEWADDR = 20;
    public const ushort RTM_GETADDR = 22;
    public const ushort RTM_NEWROUTE = 24;
    public const ushort RTM_GETROUTE = 26;

    public const int IFLA_ADDRESS = 1;
    public const int IFLA_IFNAME = 3;
    public const int IFLA_MTU = 4;
    public const int IFLA_MASTER = 10;
    public const int IFLA_LINKINFO = 18;
    public const int IFLA_NET_NS_FD = 28;
    public const int IFLA_INFO_KIND = 1;
    public const int IFLA_INFO_DATA = 2;
    public const int IFLA_INFO_SLAVE_KIND = 4;
    public const int IFLA_INFO_SLAVE_DATA = 5;
    public const int IFLA_BRPORT_MODE = 4;
    public const int VETH_INFO_PEER = 1;
    public const uint IFF_UP = 1;

    public const int IFA_ADDRESS = 1;
    public const int IFA_LOCAL = 2;
    public const int IFA_BROADCAST = 4;
    public const byte IFA_F_NODAD = 2;

    public const int RTA_DST = 1;
    public const int RTA_OIF = 4;
    public const int RTA_GATEWAY = 5;
    public const byte RT_TABLE_MAIN = 254;
    public const byte RTPROT_STATIC = 4;
    public const byte RTN_UNICAST = 1;
#pragma warning restore CS1591
}
