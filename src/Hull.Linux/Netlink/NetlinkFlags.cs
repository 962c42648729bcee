namespace Hull.Linux.Netlink;

/// <summary>The flags of a request (netlink(7), linux/netlink.h).</summary>
[Flags]
public enum NetlinkFlags : ushort
{
    /// <summary>None but those that the socket adds.</summary>
    None = 0,

    /// <summary>NLM_F_REQUEST.</summary>
    Request = 0x1,

    /// <summary>NLM_F_ACK: an answer also to what succeeds.</summary>
    Acknowledge = 0x4,

    /// <summary>NLM_F_DUMP: everything that fits the request.</summary>
    Dump = 0x300,

    /// <summary>NLM_F_REPLACE: an existing object is replaced.</summary>
    Replace = 0x100,

    /// <summary>NLM_F_EXCL: an existing object is an error.</summary>
    Exclusive = 0x200,

    /// <summary>NLM_F_CREATE: a missing object is made.</summary>
    Create = 0x400,
}
