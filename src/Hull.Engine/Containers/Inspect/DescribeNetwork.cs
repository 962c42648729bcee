using System.Globalization;
using Hull.Engine.Networks;

namespace Hull.Engine.Containers.Inspect;

/// <summary>NetworkSettings of `inspect`.</summary>
internal static class DescribeNetwork
{
    private const int ShortIdLength = 12;

    /// <summary>Describes the network of a container: its own, or that of the container whose namespace it shares.</summary>
    /// <param name="owner">Whose network it is.</param>
    /// <param name="shared">Whether the owner is another container.</param>
    /// <param name="defaultNetwork">The default network's name: its addresses stand at the top as well.</param>
    public static InspectedNetworkSettings Of(ContainerRecord owner, bool shared, string defaultNetwork)
    {
        var (config, state) = owner;
        var mode = config.Spec.NetworkNamespace.Mode;
        var networks = config.Spec.Networks ?? new Dictionary<string, PerNetworkOptions>();
        var ports = PortLists.Bindings(config.Spec.PortMappings ?? []);
        if (!shared && mode != "host")
        {
            foreach (var port in PortLists.Keys(config.Spec.Expose)) ports.TryAdd(port, null);
        }

        var settings = new InspectedNetworkSettings
        {
            Ports = ports,
            SandboxKey = state.Pid > 0 && mode is not (null or "host" or "container" or "path" or "none")
                ? string.Create(CultureInfo.InvariantCulture, $"/proc/{state.Pid}/ns/net")
                : "",
            Networks = networks.Count == 0 ? null : networks.ToDictionary(network => network.Key, network => Network(owner, network.Key, network.Value), StringComparer.Ordinal),
        };
        var main = (networks.Count == 0 || networks.Count == 1 && networks.ContainsKey(defaultNetwork)) && state.Networks.Count > 0 ? state.Networks[0] : null;
        return main is null ? settings : With(settings, main);
    }

    private static InspectedNetwork Network(ContainerRecord owner, string name, PerNetworkOptions options)
    {
        var network = new InspectedNetwork { NetworkId = name, Aliases = [.. options.Aliases ?? [], owner.Config.Id[..ShortIdLength]] };
        return owner.State.Networks.FirstOrDefault(attachment => attachment.Network == name) is { } attachment ? With(network, attachment) : network;
    }

    private static T With<T>(T endpoint, NetworkAttachment attachment)
        where T : InspectedEndpoint
    {
        var (address, prefix) = Split(attachment.Addresses.FirstOrDefault(IsIPv4));
        var (address6, prefix6) = Split(attachment.Addresses.FirstOrDefault(text => !IsIPv4(text)));
        return (T)(endpoint with
        {
            IPAddress = address,
            IPPrefixLength = prefix,
            Gateway = attachment.Gateways.FirstOrDefault(IsIPv4) ?? "",
            GlobalIPv6Address = address6,
            GlobalIPv6PrefixLength = prefix6,
            IPv6Gateway = attachment.Gateways.FirstOrDefault(text => !IsIPv4(text)) ?? "",
            MacAddress = attachment.MacAddress ?? "",
        });
    }

    private static bool IsIPv4(string address) => !address.Contains(':', StringComparison.Ordinal);

    private static (string Address, int Prefix) Split(string? text)
    {
        var at = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return at < 0 ? (text ?? "", 0) : (text![..at], int.Parse(text.AsSpan(at + 1), CultureInfo.InvariantCulture));
    }
}
