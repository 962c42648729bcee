using System.Text;
using Hull.Core;
using Hull.Linux.Netlink;

namespace Hull.Linux.Nftables;

/// <summary>Sets, maps, chains and rules of nf_tables in the network namespace in which it was opened.</summary>
public sealed class NftSocket : IDisposable
{
    private const int HeadSize = 4;

    private readonly NetlinkSocket _socket = NetlinkSocket.Open(NetlinkProtocol.Netfilter);

    /// <summary>Sends a batch of <see cref="NftMessages"/>: all of it takes effect or nothing.</summary>
    /// <returns>False where a table, set or element that it names is missing.</returns>
    /// <exception cref="EngineException">Conflict: an element is there with other data. Others: what the kernel says.</exception>
    public bool TryChange(params ReadOnlySpan<NetlinkMessage> batch)
    {
        var error = _socket.Try(batch);
        if (error is null) return true;
        return NetlinkErrors.ErrnoOf(error) == Errno.ENOENT ? false : throw error;
    }

    /// <summary>The elements of a set or map of a table of family inet; null where there is no such table or set.</summary>
    /// <exception cref="EngineException">The kernel refused.</exception>
    public IReadOnlyList<NftElement>? TryElements(string table, string set)
    {
        var elements = new List<NftElement>();
        try
        {
            _socket.Dump(NftMessages.GetElements(table, set), elements.Clear, (_, payload) => ReadElements(payload, elements));
            return elements;
        }
        catch (EngineException e) when (NetlinkErrors.ErrnoOf(e) == Errno.ENOENT)
        {
            return null;
        }
    }

    /// <summary>All chains of all tables.</summary>
    /// <exception cref="EngineException">The kernel refused.</exception>
    public IReadOnlyList<NftChain> Chains()
    {
        var chains = new List<NftChain>();
        _socket.Dump(NftMessages.GetChains(), chains.Clear, (_, payload) =>
        {
            if (payload.Length < HeadSize) return;
            var attributes = new NetlinkAttributes(payload[HeadSize..]);
            chains.Add(new NftChain(
                payload[0], attributes.Text(NftConstants.NFTA_CHAIN_TABLE), attributes.Text(NftConstants.NFTA_CHAIN_NAME),
                attributes.Inside(NftConstants.NFTA_CHAIN_HOOK).NetworkOrder(NftConstants.NFTA_HOOK_HOOKNUM),
                attributes.NetworkOrder(NftConstants.NFTA_CHAIN_POLICY) == NftConstants.NF_DROP));
        });
        return chains;
    }

    /// <summary>The rules of a table, each as its chain and the kernel's bytes; none where there is no such table.</summary>
    /// <param name="family">The table's family.</param>
    /// <param name="table">The table.</param>
    /// <exception cref="EngineException">The kernel refused.</exception>
    public IReadOnlyList<(string Chain, byte[] Rule)> Rules(byte family, string table)
    {
        var rules = new List<(string, byte[])>();
        _socket.Dump(NftMessages.GetRules(family, table), rules.Clear, (_, payload) =>
        {
            if (payload.Length < HeadSize) return;
            var attributes = new NetlinkAttributes(payload[HeadSize..]);
            // Kernels before 4.17 list the rules of all tables.
            if (payload[0] == family && attributes.Text(NftConstants.NFTA_RULE_TABLE) == table)
                rules.Add((attributes.Text(NftConstants.NFTA_RULE_CHAIN), payload[HeadSize..].ToArray()));
        });
        return rules;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static void ReadElements(ReadOnlySpan<byte> payload, List<NftElement> elements)
    {
        if (payload.Length < HeadSize) return;
        foreach (var item in new NetlinkAttributes(payload[HeadSize..]).Inside(NftConstants.NFTA_SET_ELEM_LIST_ELEMENTS))
        {
            var element = new NetlinkAttributes(item.Value);
            elements.Add(new NftElement(
                element.Inside(NftConstants.NFTA_SET_ELEM_KEY).Find(NftConstants.NFTA_DATA_VALUE).ToArray(),
                element.Inside(NftConstants.NFTA_SET_ELEM_DATA).Find(NftConstants.NFTA_DATA_VALUE).ToArray(),
                Comment(element.Find(NftConstants.NFTA_SET_ELEM_USERDATA))));
        }
    }

    private static string Comment(ReadOnlySpan<byte> userData)
    {
        while (userData.Length >= 2 && userData[1] <= userData.Length - 2)
        {
            if (userData[0] == NftConstants.UserDataComment) return Encoding.UTF8.GetString(userData.Slice(2, userData[1]).TrimEnd((byte)0));
            userData = userData[(2 + userData[1])..];
        }
        return "";
    }
}
