namespace Hull.Linux.Netlink;

/// <summary>Which part of the kernel a netlink socket talks to.</summary>
public enum NetlinkProtocol
{
    /// <summary>NETLINK_ROUTE: devices, addresses, routes (rtnetlink(7)).</summary>
    Route = 0,

    /// <summary>NETLINK_NETFILTER: nf_tables, conntrack.</summary>
    Netfilter = 12,
}
