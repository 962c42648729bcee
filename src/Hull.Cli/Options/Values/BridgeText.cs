using System.Net;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Containers;
using Hull.Engine.Networks;

namespace Hull.Cli.Options.Values;

/// <summary>What a container asks of a bridge: the options behind a network's name, and --ip, --ip6, --mac-address and --network-alias.</summary>
internal static class BridgeText
{
    /// <summary>Reads ip=…,ip6=…,mac=…,alias=…,interface_name=….</summary>
    /// <param name="text">What stands behind the network's name and a colon.</param>
    /// <exception cref="EngineException">InvalidArgument: an option is unknown, or its value wrong.</exception>
    public static PerNetworkOptions ReadOptions(string text)
    {
        var options = new PerNetworkOptions();
        if (text.Length == 0) return options;
        foreach (var field in text.Split(','))
        {
            var (name, value) = Pair.Cut(field);
            options = name switch
            {
                "ip" or "ip6" => options with { StaticIps = [.. options.StaticIps ?? [], Address(value ?? "", $"invalid ip address {GoQuote.Text(value ?? "")}")] },
                "mac" => options with { StaticMac = HardwareAddress.Parse(value ?? "") },
                "alias" => options with { Aliases = [.. options.Aliases ?? [], Required(name, value)] },
                "interface_name" => options with { InterfaceName = Required(name, value) },
                _ => throw Wrong.Value($"unknown bridge network option: {name}"),
            };
        }
        return options;
    }

    /// <summary>--ip and --ip6.</summary>
    /// <param name="spec">The spec, with its networks.</param>
    /// <param name="option">The option's name.</param>
    /// <param name="text">The address; empty asks for nothing.</param>
    /// <exception cref="EngineException">InvalidArgument: no address, or no single bridge to have it in.</exception>
    public static ContainerSpec AddAddress(ContainerSpec spec, string option, string text)
    {
        if (text.Length == 0) return spec;
        var address = Address(text, $"{GoQuote.Text(text)} is not an ip address");
        return Change(spec, option, single: true, options => options with { StaticIps = [.. options.StaticIps ?? [], address] });
    }

    /// <summary>--mac-address.</summary>
    /// <param name="spec">The spec, with its networks.</param>
    /// <param name="text">The address; empty asks for nothing.</param>
    /// <exception cref="EngineException">InvalidArgument: no address, or no single bridge to have it in.</exception>
    public static ContainerSpec AddHardwareAddress(ContainerSpec spec, string text)
    {
        if (text.Length == 0) return spec;
        var address = HardwareAddress.Parse(text);
        return Change(spec, "mac-address", single: true, options => options with { StaticMac = address });
    }

    /// <summary>--network-alias.</summary>
    /// <param name="spec">The spec, with its networks.</param>
    /// <param name="aliases">The names.</param>
    /// <exception cref="EngineException">InvalidArgument: there is no bridge to have them in.</exception>
    public static ContainerSpec AddAliases(ContainerSpec spec, string[] aliases) =>
        aliases.Length == 0 ? spec : Change(spec, "network-alias", single: false, options => options with { Aliases = aliases });

    private static ContainerSpec Change(ContainerSpec spec, string option, bool single, Func<PerNetworkOptions, PerNetworkOptions> change)
    {
        var mode = spec.NetworkNamespace;
        if (!mode.IsDefault && mode.Mode != "bridge") throw Wrong.Value($"--{option} can only be set when the network mode is bridge: invalid argument");
        var networks = spec.Networks ?? new Dictionary<string, PerNetworkOptions> { ["default"] = new() };
        if (single && networks.Count != 1) throw Wrong.Value($"--{option} can only be set for a single network: invalid argument");
        return spec with { Networks = networks.ToDictionary(network => network.Key, network => change(network.Value), StringComparer.Ordinal) };
    }

    private static string Address(string text, string otherwise) => DnsText.IsAddress(text) ? IPAddress.Parse(text).ToString() : throw Wrong.Value(otherwise);

    private static string Required(string name, string? value) => string.IsNullOrEmpty(value) ? throw Wrong.Value($"{name} cannot be empty") : value;
}
