using System.Net;
using System.Net.Sockets;
using Hull.Linux.Netlink;

namespace Hull.Engine.Networks;

/// <summary>What stands in a namespace whose network a helper process made: the first device but loopback, its addresses and gateways.</summary>
internal static class UserNetwork
{
    private const string Loopback = "lo";

    /// <summary>Reads it.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="namespacePath">The file that holds the namespace.</param>
    public static NetworkAttachment Read(string network, string namespacePath)
    {
        using var inside = RouteSocket.OpenIn(namespacePath);
        var device = inside.Links().FirstOrDefault(link => link.Name != Loopback);
        if (device is null) return new NetworkAttachment { Network = network, Interface = Loopback };
        return new NetworkAttachment
        {
            Network = network,
            Interface = device.Name,
            MacAddress = device.MacAddress,
            Addresses = [.. inside.Addresses().Where(address => address.LinkIndex == device.Index && IsGlobal(address.Address)).Select(address => $"{address.Address}/{address.PrefixLength}")],
            Gateways =
            [
                .. inside.Routes().Where(route => route.LinkIndex == device.Index && route is { PrefixLength: 0, Gateway: not null })
                    .Select(route => route.Gateway!.ToString()).Distinct(),
            ],
        };
    }

    /// <summary>The host by an address of its own, which the container reaches like any other machine's; null where there is none.</summary>
    /// <param name="taken">The container's addresses with their prefix lengths: what it has itself is not the host to it.</param>
    public static string? HostAddress(IReadOnlyList<string> taken)
    {
        using var route = new RouteSocket();
        return FirstOther(route.Addresses().Select(address => address.Address), taken);
    }

    /// <summary>The first IPv4 address that is neither loopback nor among those taken.</summary>
    internal static string? FirstOther(IEnumerable<IPAddress> host, IReadOnlyList<string> taken)
    {
        var own = taken.Select(address => address.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        return host.Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address))
            .Select(address => address.ToString()).FirstOrDefault(address => !own.Contains(address));
    }

    private static bool IsGlobal(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork || !address.IsIPv6LinkLocal;
}
