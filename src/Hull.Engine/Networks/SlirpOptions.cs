using System.Globalization;
using System.Net;
using Hull.Core;

namespace Hull.Engine.Networks;

/// <summary>The options behind `--network slirp4netns:`, Podman's words.</summary>
internal sealed record SlirpOptions
{
    private const int LargestMtu = 65521;

    /// <summary>Whether the gateway's address stands for the host's loopback.</summary>
    public bool AllowHostLoopback { get; init; }

    /// <summary>Whether the container gets an IPv6 address.</summary>
    public bool EnableIpv6 { get; init; } = true;

    /// <summary>The device's largest packet, in bytes.</summary>
    public int Mtu { get; init; } = 65520;

    /// <summary>The container's subnet.</summary>
    public string Cidr { get; init; } = "10.0.2.0/24";

    /// <summary>Options that slirp4netns takes under the same name.</summary>
    public IReadOnlyList<string> PassedOn { get; init; } = [];

    /// <summary>Reads them, each name=value.</summary>
    /// <exception cref="EngineException">InvalidArgument: an unknown name or impossible value. Unsupported: a port handler that is not slirp4netns' own.</exception>
    public static SlirpOptions Read(IReadOnlyList<string> texts)
    {
        var options = new SlirpOptions();
        foreach (var text in texts)
        {
            var end = text.IndexOf('=', StringComparison.Ordinal);
            if (end <= 0) throw new EngineException(ErrorKind.InvalidArgument, $"unknown option for slirp4netns: {text}", "options have the form name=value");
            options = options.With(text[..end], text[(end + 1)..]);
        }

        return options;
    }

    private SlirpOptions With(string name, string value) => name switch
    {
        "allow_host_loopback" => this with { AllowHostLoopback = Boolean(name, value) },
        "enable_ipv6" => this with { EnableIpv6 = Boolean(name, value) },
        "mtu" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var mtu) && mtu is > 0 and <= LargestMtu
            ? this with { Mtu = mtu }
            : throw Invalid(name, value),
        "cidr" => IPNetwork.TryParse(value, out var network) && network is { PrefixLength: <= 25 } && network.BaseAddress.GetAddressBytes().Length == 4
            ? this with { Cidr = value }
            : throw Invalid(name, value),
        "outbound_addr" or "outbound_addr6" => this with { PassedOn = [.. PassedOn, $"--{name.Replace('_', '-')}={value}"] },
        "port_handler" when value == "slirp4netns" => this,
        "port_handler" when value == "rootlesskit" => throw new EngineException(
            ErrorKind.Unsupported, "slirp4netns option port_handler=rootlesskit: hull publishes ports by slirp4netns itself", "leave the option out, or use --network pasta"),
        _ => throw new EngineException(ErrorKind.InvalidArgument, $"unknown option for slirp4netns: {name}={value}"),
    };

    private static bool Boolean(string name, string value) => value switch
    {
        "true" => true,
        "false" => false,
        _ => throw Invalid(name, value),
    };

    private static EngineException Invalid(string name, string value) => new(ErrorKind.InvalidArgument, $"invalid {name} of slirp4netns options: \"{value}\"");
}
