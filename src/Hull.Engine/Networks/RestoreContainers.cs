using System.Net;
using Hull.Engine.Containers;
using Hull.Linux.Netlink;
using Hull.Linux.Nftables;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Networks;

/// <summary>Joins containers that run, or are just starting, to a bridge and a table that were made anew.</summary>
internal sealed class RestoreContainers(ContainerStore store, AddressBook book, ILogger log)
{
    /// <summary>The name of the host's end of a container's pair of devices: 15 characters, as many as the kernel takes.</summary>
    public static string DeviceOf(string id) => "veth" + id[..11];

    /// <summary>Puts the devices of all containers back on a bridge.</summary>
    public void Rejoin(string network, Link bridge, RouteSocket route)
    {
        var holders = book.Holders(network).Keys.Select(DeviceOf).ToHashSet(StringComparer.Ordinal);
        if (holders.Count == 0) return;
        foreach (var link in route.Links())
        {
            if (link.Master != bridge.Index && holders.Contains(link.Name))
                route.Request(LinkMessages.SetMaster(link.Index, link.Name, bridge.Index), LinkMessages.SetHairpin(link.Name));
        }
    }

    /// <summary>Publishes the ports of all containers again.</summary>
    public void Republish(string network, NftSocket nft)
    {
        foreach (var (id, address) in book.Holders(network))
        {
            if (store.TryFind(id)?.Config is { } config) Publish(config, address, nft);
        }
    }

    /// <summary>Publishes the ports of one container.</summary>
    /// <returns>False where the table is missing.</returns>
    public bool Publish(ContainerConfig config, IPAddress address, NftSocket nft)
    {
        var elements = NatTable.Elements(config.Id, config.Spec.PortMappings ?? [], [address]);
        if (elements.Count == 0) return true;
        log.Publishing(config.Id);
        return nft.TryChange(NftMessages.AddElements(NatTable.Name, elements));
    }
}
