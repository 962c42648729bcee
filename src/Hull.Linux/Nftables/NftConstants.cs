namespace Hull.Linux.Nftables;

/// <summary>Numbers of nfnetlink and nf_tables: linux/netfilter/nfnetlink.h, nf_tables.h, libnftnl's udata.h.</summary>
internal static class NftConstants
{
    public const byte NFPROTO_INET = 1;
    public const byte NFPROTO_IPV4 = 2;
    public const byte NFPROTO_IPV6 = 10;

    public const ushort NFNL_MSG_BATCH_BEGIN = 16;
    public const ushort NFNL_MSG_BATCH_END = 17;
    public const ushort NFNL_SUBSYS_NFTABLES = 10;

    // Subsystem in the upper, message in the lower byte.
    public const ushort NFT_MSG_GETCHAIN = (NFNL_SUBSYS_NFTABLES << 8) | 4;
    public const ushort NFT_MSG_GETRULE = (NFNL_SUBSYS_NFTABLES << 8) | 7;
    public const ushort NFT_MSG_NEWSETELEM = (NFNL_SUBSYS_NFTABLES << 8) | 12;
    public const ushort NFT_MSG_GETSETELEM = (NFNL_SUBSYS_NFTABLES << 8) | 13;
    public const ushort NFT_MSG_DELSETELEM = (NFNL_SUBSYS_NFTABLES << 8) | 14;

    public const int NFTA_CHAIN_TABLE = 1;
    public const int NFTA_CHAIN_NAME = 3;
    public const int NFTA_CHAIN_HOOK = 4;
    public const int NFTA_CHAIN_POLICY = 5;
    public const int NFTA_HOOK_HOOKNUM = 1;
    public const uint NF_DROP = 0;

    public const int NFTA_RULE_TABLE = 1;
    public const int NFTA_RULE_CHAIN = 2;

    public const int NFTA_SET_ELEM_LIST_TABLE = 1;
    public const int NFTA_SET_ELEM_LIST_SET = 2;
    public const int NFTA_SET_ELEM_LIST_ELEMENTS = 3;
    public const int NFTA_LIST_ELEM = 1;
    public const int NFTA_SET_ELEM_KEY = 1;
    public const int NFTA_SET_ELEM_DATA = 2;
    public const int NFTA_SET_ELEM_USERDATA = 6;
    public const int NFTA_DATA_VALUE = 1;

    // NFTNL_UDATA_SET_ELEM_COMMENT: a type and a length of one byte each, then the text with its zero.
    public const byte UserDataComment = 0;
}
