using System.Buffers.Binary;
using System.Text;
using Hull.Linux.Netlink;

namespace Hull.Linux.Nftables;

/// <summary>Requests to nf_tables. Elements are written by hand: nft would read the whole ruleset before each.</summary>
public static class NftMessages
{
    // An attribute holds 64 KiB; an element with its comment takes some 120 bytes.
    private const int MostElements = 400;

    /// <summary>Puts elements into a set or map of a table of family inet, all or none.</summary>
    public static NetlinkMessage[] AddElements(string table, string set, IReadOnlyList<NftElement> elements) =>
        Batch(NftConstants.NFT_MSG_NEWSETELEM, NetlinkFlags.Create, "add to", table, [(set, elements)]);

    /// <summary>Puts elements into several sets or maps, all or none.</summary>
    public static NetlinkMessage[] AddElements(string table, IReadOnlyList<(string Set, IReadOnlyList<NftElement> Elements)> sets) =>
        Batch(NftConstants.NFT_MSG_NEWSETELEM, NetlinkFlags.Create, "add to", table, sets);

    /// <summary>Takes elements out of several sets or maps, all or, where one is missing, none.</summary>
    public static NetlinkMessage[] DeleteElements(string table, IReadOnlyList<(string Set, IReadOnlyList<NftElement> Elements)> sets) =>
        Batch(NftConstants.NFT_MSG_DELSETELEM, NetlinkFlags.None, "delete from", table, sets);

    /// <summary>Asks for the elements of a set or map.</summary>
    public static NetlinkMessage GetElements(string table, string set) =>
        new NetlinkMessage($"list {set} of table inet {table}", NftConstants.NFT_MSG_GETSETELEM, NetlinkFlags.None, Head(NftConstants.NFPROTO_INET))
            .Add(NftConstants.NFTA_SET_ELEM_LIST_TABLE, table)
            .Add(NftConstants.NFTA_SET_ELEM_LIST_SET, set);

    /// <summary>Asks for all chains of all tables.</summary>
    public static NetlinkMessage GetChains() => new("list the chains of nftables", NftConstants.NFT_MSG_GETCHAIN, NetlinkFlags.None, Head(0));

    /// <summary>Asks for the rules of a table.</summary>
    public static NetlinkMessage GetRules(byte family, string table) =>
        new NetlinkMessage($"list the rules of table {table}", NftConstants.NFT_MSG_GETRULE, NetlinkFlags.None, Head(family)).Add(NftConstants.NFTA_RULE_TABLE, table);

    private static NetlinkMessage[] Batch(
        ushort type, NetlinkFlags flags, string verb, string table, IReadOnlyList<(string Set, IReadOnlyList<NftElement> Elements)> sets)
    {
        var messages = new List<NetlinkMessage> { Frame(NftConstants.NFNL_MSG_BATCH_BEGIN) };
        foreach (var (set, elements) in sets)
        {
            for (var at = 0; at < elements.Count; at += MostElements)
            {
                messages.Add(new NetlinkMessage($"{verb} {set} of table inet {table}", type, flags, Head(NftConstants.NFPROTO_INET))
                    .Add(NftConstants.NFTA_SET_ELEM_LIST_TABLE, table)
                    .Add(NftConstants.NFTA_SET_ELEM_LIST_SET, set)
                    .Nest(NftConstants.NFTA_SET_ELEM_LIST_ELEMENTS, list =>
                    {
                        foreach (var element in elements.Skip(at).Take(MostElements)) list.Nest(NftConstants.NFTA_LIST_ELEM, one => Write(one, element));
                    }));
            }
        }
        messages.Add(Frame(NftConstants.NFNL_MSG_BATCH_END));
        return [.. messages];
    }

    private static void Write(NetlinkMessage message, NftElement element)
    {
        message.Nest(NftConstants.NFTA_SET_ELEM_KEY, key => key.Add(NftConstants.NFTA_DATA_VALUE, element.Key.Span));
        if (element.Data.Length > 0) message.Nest(NftConstants.NFTA_SET_ELEM_DATA, data => data.Add(NftConstants.NFTA_DATA_VALUE, element.Data.Span));
        if (element.Comment.Length == 0) return;
        var text = Encoding.UTF8.GetBytes(element.Comment + '\0');
        message.Add(NftConstants.NFTA_SET_ELEM_USERDATA, [NftConstants.UserDataComment, checked((byte)text.Length), .. text]);
    }

    private static NetlinkMessage Frame(ushort type) => new("a change of nftables", type, NetlinkFlags.None, Head(0, NftConstants.NFNL_SUBSYS_NFTABLES)) { IsFrame = true };

    // struct nfgenmsg: family, version 0, resource in network order.
    private static byte[] Head(byte family, ushort resource = 0)
    {
        var head = new byte[4];
        head[0] = family;
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), resource);
        return head;
    }
}
