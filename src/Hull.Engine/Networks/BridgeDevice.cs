using System.Net;
using Hull.Linux.FileLocks;
using Hull.Linux.Netlink;
using Hull.Linux.Nftables;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Networks;

/// <summary>
/// What all containers of the default network share: the bridge, the nft table, the kernel's switches. Each start looks whether they are
/// there, which costs four requests to the kernel; what is missing, because it was never made or because somebody deleted it, is made under
/// a lock, and the containers that run are joined to it again.
/// </summary>
internal sealed class BridgeDevice(string lockPath, string name, string wantedSubnet, AddressBook book, RestoreContainers restore, ILogger log)
{
    /// <summary>The device.</summary>
    public const string Device = "hull0";

    // Locally administered (bit 1 of the first byte), then the IPv4 address: whoever takes an address over takes its hardware address over
    // too, and no neighbour sends to a device that is gone.
    private static readonly byte[] MacPrefix = [0x2a, 0x68];

    /// <summary>The network with its subnet, which is chosen where it has none yet. Nothing is set up.</summary>
    public NetworkRow Find(RouteSocket route)
    {
        if (book.TryFind(name) is { } known && (route.TryFindLink(Device) is not null || book.IsInUse(name))) return known;
        using var held = FileLock.Acquire(lockPath);
        return Choose(route);
    }

    /// <summary>Sees to it that everything is there.</summary>
    /// <returns>The bridge.</returns>
    public Link Ensure(NetworkRow network, RouteSocket route, NftSocket nft)
    {
        KernelValue.SwitchOn("/proc/sys/net/ipv4/ip_forward", "the host must pass packets of containers on", log);
        var link = route.TryFindLink(Device);
        if (link is null or { IsUp: false } || !IsTableWhole(nft))
        {
            using var held = FileLock.Acquire(lockPath);
            link = Mend(network, route, nft);
        }
        ForwardPolicy.Open(Device, nft, log);
        return link;
    }

    /// <summary>Makes everything anew, also what is there.</summary>
    public void Reload(NetworkRow network, RouteSocket route, NftSocket nft)
    {
        KernelValue.SwitchOn("/proc/sys/net/ipv4/ip_forward", "the host must pass packets of containers on", log);
        using (FileLock.Acquire(lockPath))
        {
            var link = MakeBridge(network, route);
            MakeTable(network);
            restore.Rejoin(name, link, route);
            restore.Republish(name, nft);
        }
        ForwardPolicy.Open(Device, nft, log);
    }

    /// <summary>The hardware address that goes with an address.</summary>
    public static byte[] MacOf(IPAddress address) => [.. MacPrefix, .. address.GetAddressBytes()];

    // A subnet that nobody uses at the moment is given up where another program has taken it meanwhile.
    private NetworkRow Choose(RouteSocket route)
    {
        var known = book.TryFind(name);
        var link = route.TryFindLink(Device);
        if (known is not null && (link is not null || book.IsInUse(name))) return known;
        var taken = TakenSubnets.Find(route, link?.Index ?? 0);
        if (known is not null && !taken.Any(other => other.Overlaps(known.Subnet))) return known;
        var network = new NetworkRow(name, ChooseSubnet.From(wantedSubnet, taken));
        book.Save(network);
        return network;
    }

    private Link Mend(NetworkRow network, RouteSocket route, NftSocket nft)
    {
        var link = route.TryFindLink(Device);
        if (link is null or { IsUp: false })
        {
            link = MakeBridge(network, route);
            restore.Rejoin(name, link, route);
        }
        if (!IsTableWhole(nft))
        {
            MakeTable(network);
            restore.Republish(name, nft);
        }
        return link;
    }

    private Link MakeBridge(NetworkRow network, RouteSocket route)
    {
        log.MakingBridge(name, Device, network.Subnet);
        var gateway = network.Subnet.Gateway;
        if (route.TryFindLink(Device) is null) route.Request(LinkMessages.NewBridge(Device, MacOf(gateway)));
        var link = route.TryFindLink(Device)!;
        route.Request(LinkMessages.SetUp(link.Index, Device), AddressMessages.NewAddress(link.Index, gateway, network.Subnet.PrefixLength));
        // Without it the kernel sends nothing from 127.0.0.1 to the bridge: a published port would be closed to the host's own loopback.
        KernelValue.SwitchOn($"/proc/sys/net/ipv4/conf/{Device}/route_localnet", "published ports are reached from 127.0.0.1 by it", log);
        return link;
    }

    private void MakeTable(NetworkRow network)
    {
        log.MakingTable(name, NatTable.Name);
        RunNft.Run($"making nft table inet {NatTable.Name}", NatTable.Text(Device, network.Subnet));
    }

    private static bool IsTableWhole(NftSocket nft) => nft.Rules(family: 1, NatTable.Name).Count == NatTable.RuleCount;
}
