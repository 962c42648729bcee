using System.Net;
using System.Net.Sockets;
using Hull.Core;
using Hull.Engine.Containers;
using Hull.Linux.Namespaces;
using Hull.Linux.Netlink;
using Hull.Linux.Nftables;
using Hull.Linux.Sockets;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Networks;

/// <summary>
/// The default network of root's containers: a bridge, a pair of devices a container, addresses and ports by the book, translation by nft.
/// Ports and address are reserved before anything is set up; nothing here runs a program.
/// </summary>
internal sealed class BridgeNetwork(string name, AddressBook book, BridgeDevice bridge, RestoreContainers restore, ILogger log) : IContainerNetwork
{
    private const string UsualInterface = "eth0";
    private const string Loopback = "lo";
    private const int LoopbackIndex = 1;
    private const byte Udp = 17;

    /// <inheritdoc/>
    public NetworkAttachment Connect(ContainerConfig config, string namespacePath)
    {
        var options = Options(config);
        using var route = new RouteSocket();
        var network = bridge.Find(route);
        var ports = config.Spec.PortMappings ?? [];
        var address = book.Reserve(new AddressRequest { ContainerId = config.Id, Network = network, Address = StaticAddress(network, options), Ports = ports });
        try
        {
            RequireFree(ports);
            using var nft = new NftSocket();
            var link = bridge.Ensure(network, route, nft);
            var attachment = Join(config, options, network, address, link, route, namespacePath);
            Publish(config, address, network, route, nft);
            return attachment;
        }
        catch
        {
            Withdraw(config, address);
            book.Release(config.Id);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Disconnect(ContainerConfig config, IReadOnlyList<NetworkAttachment> attachments)
    {
        // The rows are deleted last: without them nothing of this container is left, and its ports may be another's by now.
        if (book.TryAddress(name, config.Id) is not { } address) return;
        Withdraw(config, address);
        book.Release(config.Id);
    }

    /// <summary>Makes everything that containers share anew, and joins those that run to it.</summary>
    public void Reload()
    {
        using var route = new RouteSocket();
        using var nft = new NftSocket();
        bridge.Reload(bridge.Find(route), route, nft);
    }

    private static PerNetworkOptions Options(ContainerConfig config) => config.Spec.Networks?.Values.FirstOrDefault() ?? new PerNetworkOptions();

    private IPAddress? StaticAddress(NetworkRow network, PerNetworkOptions options)
    {
        IPAddress? chosen = null;
        foreach (var text in options.StaticIps ?? [])
        {
            var address = IPAddress.Parse(text);
            if (address.AddressFamily != AddressFamily.InterNetwork)
                throw new EngineException(ErrorKind.InvalidArgument, $"requested static ip {address} not in any subnet on network {name}", $"the network's subnet is {network.Subnet}");
            ChooseAddress.Check(name, network.Subnet, address);
            chosen = address;
        }
        return chosen;
    }

    // What another program listens on would be cut off from outside without a word.
    private void RequireFree(IReadOnlyList<PortMapping> ports)
    {
        foreach (var port in ports)
        {
            if (HostAddresses.In(port.HostIp, AddressFamily.InterNetwork) is not { } host)
            {
                log.Warn($"port {port.HostPort}/{port.Protocol} of {port.HostIp} is not published: network {name} has no IPv6");
                continue;
            }
            for (var offset = 0; offset < Math.Max((int)port.Range, 1); offset++)
            {
                if (ProbePort.WhyTaken(port.Protocol, host, port.HostPort + offset) is not { } reason) continue;
                throw new EngineException(
                    ErrorKind.Conflict,
                    $"cannot listen on the {port.Protocol.ToUpperInvariant()} port: listen {port.Protocol}4 {port.HostIp}:{port.HostPort + offset}: bind: {reason}",
                    reason.StartsWith("address already", StringComparison.Ordinal) ? $"find who listens with `ss -lnp sport = :{port.HostPort + offset}`" : null);
            }
        }
    }

    private NetworkAttachment Join(
        ContainerConfig config, PerNetworkOptions options, NetworkRow network, IPAddress address, Link link, RouteSocket route, string namespacePath)
    {
        var inner = options.InterfaceName is { Length: > 0 } asked ? asked : UsualInterface;
        var mac = options.StaticMac is { } text ? MacText.TryRead(text)! : BridgeDevice.MacOf(address);
        log.Joining(name, config.Id, address, inner);
        using var space = NamespaceFile.Open(namespacePath, NamespaceKinds.Network);
        MakePair(route, new VethRequest
        {
            Name = RestoreContainers.DeviceOf(config.Id),
            Master = link.Index,
            PeerName = inner,
            PeerMac = mac,
            PeerNamespace = space,
        });
        using var inside = RouteSocket.OpenIn(namespacePath);
        var peer = inside.TryFindLink(inner) ?? throw new EngineException(ErrorKind.Internal, $"network device {inner} of container {config.Id}: it has gone");
        inside.Request(
            LinkMessages.SetUp(LoopbackIndex, Loopback), LinkMessages.SetUp(peer.Index, inner),
            AddressMessages.NewAddress(peer.Index, address, network.Subnet.PrefixLength), AddressMessages.NewDefaultRoute(peer.Index, network.Subnet.Gateway));
        return new NetworkAttachment
        {
            Network = name,
            Interface = inner,
            MacAddress = MacText.Write(mac),
            Addresses = [$"{address}/{network.Subnet.PrefixLength}"],
            Gateways = [network.Subnet.Gateway.ToString()],
            HostAddress = network.Subnet.Gateway.ToString(),
        };
    }

    // The kernel takes a deleted namespace's devices away a moment later; a container that starts again at once may meet its last ones.
    private static void MakePair(RouteSocket route, VethRequest request)
    {
        try
        {
            route.Request(LinkMessages.NewVeth(request), LinkMessages.SetHairpin(request.Name));
        }
        catch (EngineException e) when (e.Kind == ErrorKind.Conflict)
        {
            route.DeleteLink(request.Name);
            route.Request(LinkMessages.NewVeth(request), LinkMessages.SetHairpin(request.Name));
        }
    }

    private void Publish(ContainerConfig config, IPAddress address, NetworkRow network, RouteSocket route, NftSocket nft)
    {
        var ports = config.Spec.PortMappings ?? [];
        if (ports.Count == 0) return;
        // The table may have gone since it was looked at.
        if (!restore.Publish(config, address, nft))
        {
            bridge.Ensure(network, route, nft);
            restore.Publish(config, address, nft);
        }
        Forget(config, entry => !entry.Answerer.Equals(address) && IsAsked(ports, entry.AskedPort));
    }

    private void Withdraw(ContainerConfig config, IPAddress address)
    {
        var elements = NatTable.Elements(config.Id, config.Spec.PortMappings ?? [], [address]);
        if (elements.Count == 0) return;
        log.Withdrawing(config.Id);
        using var nft = new NftSocket();
        if (!nft.TryChange(NftMessages.DeleteElements(NatTable.Name, elements))) WithdrawWhatIsThere(config.Id, nft);
        Forget(config, entry => entry.Answerer.Equals(address));
    }

    // Some elements are missing: the start was killed before it added them, or somebody has flushed the ruleset.
    private static void WithdrawWhatIsThere(string id, NftSocket nft)
    {
        var left = NatTable.Maps.Select(map => (map, (IReadOnlyList<NftElement>)[.. (nft.TryElements(NatTable.Name, map) ?? []).Where(element => element.Comment == id)]))
            .Where(pair => pair.Item2.Count > 0).ToList();
        if (left.Count > 0) nft.TryChange(NftMessages.DeleteElements(NatTable.Name, left));
    }

    // Only UDP: connections of TCP end with the container's processes, whose sockets the kernel closes before their namespace goes. To look
    // through the kernel's table costs 10 ms, however little is in it.
    private void Forget(ContainerConfig config, Predicate<ConntrackEntry> isStale)
    {
        if (!config.Spec.PortMappings!.Any(port => port.Protocol == "udp")) return;
        var count = Conntrack.Forget(entry => entry.Protocol == Udp && isStale(entry));
        if (count > 0) log.ForgotConnections(config.Id, count);
    }

    private static bool IsAsked(IReadOnlyList<PortMapping> ports, int asked) =>
        ports.Any(port => port.Protocol == "udp" && asked >= port.HostPort && asked < port.HostPort + Math.Max((int)port.Range, 1));
}
