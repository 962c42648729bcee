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

    private static bool IsGlobal(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork || !address.IsIPv6LinkLocal;
}
