using System.Net;
using System.Net.Sockets;
using Hull.Core;
using Hull.Engine.Networks;

namespace Hull.Engine.Containers;

/// <content>Which way it reaches others: a bridge for root, pasta or slirp4netns for a user, or none of its own.</content>
internal sealed partial class ResolveContainer
{
    // IFNAMSIZ of linux/if.h less the closing zero.
    private const int LongestInterfaceName = 15;

    private NamespaceMode CheckNetwork(NamespaceMode asked, string configured)
    {
        var mode = asked.IsDefault ? Configured(configured) : asked;
        switch (mode.Mode)
        {
            case "none" or "host":
                break;
            case "private":
                RefuseValue(mode);
                return _host.Rootless ? HelperOfSettings() : NamespaceMode.Of("bridge");
            case "bridge":
                if (_host.Rootless)
                    throw new EngineException(
                        ErrorKind.Unsupported, "network mode bridge: not supported for a user without privileges by this version of hull",
                        "leave --network out: the default publishes ports as well");
                break;
            case "pasta" or "slirp4netns":
                RequireHelper(mode.Mode);
                break;
            case "container":
                RequireValue(mode);
                if (_spec.HostAdd is { Count: > 0 })
                    throw Invalid("invalid config provided: cannot set extra host entries when the container is joined to another containers network namespace: invalid configuration");
                return mode;
            case "path":
                RequireValue(mode);
                return mode with { Value = NamespacePath("network", mode.Value!) };
            case "pod":
                throw Later("network namespace of a pod");
            default:
                throw Invalid($"invalid network \"{mode.Mode}\"");
        }

        RefuseValue(mode);
        return mode;
    }

    private NamespaceMode Configured(string netns) => NamespaceMode.Of(netns switch
    {
        "" or "default" or "private" => "private",
        "none" or "host" or "pasta" or "slirp4netns" => netns,
        // A user's default is a network of his own, whatever root's containers get.
        "bridge" => "private",
        _ when netns == _request.Settings.Network.DefaultNetwork => "private",
        _ => throw Later($"netns {netns} of containers.conf"),
    });

    private NamespaceMode HelperOfSettings()
    {
        var command = _request.Settings.Network.DefaultRootlessNetworkCmd;
        if (command is not ("" or "pasta" or "slirp4netns"))
            throw Invalid($"invalid default_rootless_network_cmd option {command} of containers.conf: must be pasta or slirp4netns");
        if (command != "slirp4netns" && _host.HasPasta) return NamespaceMode.Of("pasta");
        if (_host.HasSlirp4netns) return NamespaceMode.Of("slirp4netns");
        throw new EngineException(
            ErrorKind.NotFound, command == "slirp4netns" ? "could not find slirp4netns, the network namespace can't be configured" : "could not find pasta, the network namespace can't be configured",
            "install passt (Debian: apt-get install passt), or use --network none or --network host");
    }

    private void RequireHelper(string program)
    {
        if (!_host.Rootless) throw new EngineException(ErrorKind.Unsupported, $"{program} networking is only supported for rootless mode", "leave --network out: root's containers get a bridge");
        if (program == "pasta" ? _host.HasPasta : _host.HasSlirp4netns) return;
        throw new EngineException(
            ErrorKind.NotFound, $"could not find {program}, the network namespace can't be configured",
            $"install it (Debian: apt-get install {(program == "pasta" ? "passt" : program)})");
    }

    private Dictionary<string, PerNetworkOptions>? DecideNetworks(NamespaceMode mode)
    {
        if (mode.Mode != "bridge")
        {
            return _spec.Networks is { Count: > 0 } ? throw Invalid("networks and static ip/mac address can only be used with Bridge mode networking") : null;
        }

        var own = _request.Settings.Network.DefaultNetwork;
        var networks = new Dictionary<string, PerNetworkOptions>(StringComparer.Ordinal);
        foreach (var (name, options) in _spec.Networks ?? new Dictionary<string, PerNetworkOptions>())
        {
            var network = name is "default" or "bridge" ? own : name;
            if (network != own) throw new EngineException(ErrorKind.NotFound, $"unable to find network with name or ID {name}: network not found");
            if (!networks.TryAdd(network, CheckOptions(network, options))) throw Invalid($"network {network} is named twice");
        }

        networks.TryAdd(own, new PerNetworkOptions());
        return networks;
    }

    private static PerNetworkOptions CheckOptions(string network, PerNetworkOptions options)
    {
        // As Podman's default network this one has no name service, so nobody could look such a name up.
        if (options.Aliases is { Count: > 0 }) throw Invalid($"network {network}: network aliases need a name service, which the default network does not have");
        foreach (var option in options.Options?.Keys ?? []) throw Invalid($"network {network}: unknown bridge network option: {option}");
        if (options.InterfaceName is { Length: > 0 } name && !IsInterfaceName(name)) throw Invalid($"network {network}: invalid interface name \"{name}\"");
        return options with
        {
            StaticMac = string.IsNullOrEmpty(options.StaticMac) ? null : HardwareAddress.Parse(options.StaticMac),
            StaticIps = options.StaticIps is { Count: > 0 } addresses ? CheckAddresses(network, addresses) : null,
        };
    }

    private static List<string> CheckAddresses(string network, IReadOnlyList<string> texts)
    {
        var families = new HashSet<AddressFamily>();
        var addresses = new List<string>();
        foreach (var text in texts)
        {
            if (!IsAddress(text)) throw Invalid($"invalid ip address \"{text}\"");
            var address = IPAddress.Parse(text);
            if (!families.Add(address.AddressFamily)) throw Invalid($"network {network}: two addresses of one family: {string.Join(", ", texts)}");
            addresses.Add(address.ToString());
        }

        return addresses;
    }

    // dev_valid_name of the kernel; lo is there already.
    private static bool IsInterfaceName(string name) =>
        name.Length <= LongestInterfaceName && name is not ("." or ".." or "lo") && name.All(c => char.IsAscii(c) && c > ' ' && c is not ('/' or ':' or '\x7f'));
}
