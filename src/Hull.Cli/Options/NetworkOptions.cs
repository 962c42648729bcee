using Hull.Cli.CommandLine;
using Hull.Cli.Options.Values;
using Hull.Engine.Containers;

namespace Hull.Cli.Options;

/// <summary>The container's network, and the files that name hosts and name servers.</summary>
internal static class NetworkOptions
{
    private static readonly Option<string[]> Network =
        new("network", Flag.NoShort, "stringArray", "Network to use (\"bridge\"|\"none\"|\"host\"|\"pasta\"|\"slirp4netns\"|NAME[:OPTIONS]|container:ID|ns:PATH)", [], ValueReaders.AppendOne) { Aliases = ["net"] };

    private static readonly Option<string[]> Dns = Flag.Slice("dns", Flag.NoShort, "Name server");
    private static readonly Option<string[]> DnsOption =
        new("dns-option", Flag.NoShort, "strings", "Option of the resolver", [], ValueReaders.AppendFields) { Aliases = ["dns-opt"] };

    private static readonly Option<string[]> DnsSearch = Flag.Slice("dns-search", Flag.NoShort, "Domain that names are searched in");
    private static readonly Option<string[]> AddHost = Flag.Slice("add-host", Flag.NoShort, "Add a line to /etc/hosts (name:address)");
    private static readonly Option<bool> NoHosts = Flag.Bool("no-hosts", Flag.NoShort, "Leave /etc/hosts to the image");

    private static readonly Option<string> Ip = Flag.Text("ip", Flag.NoShort, "IPv4 address of the container");
    private static readonly Option<string> Ip6 = Flag.Text("ip6", Flag.NoShort, "IPv6 address of the container");
    private static readonly Option<string> MacAddress = Flag.Text("mac-address", Flag.NoShort, "MAC address of the container (92:d0:c6:0a:29:33)");
    private static readonly Option<string[]> Alias = Flag.Slice("network-alias", Flag.NoShort, "Another name of the container in its network");
    private static readonly Option<string[]> Publish = Flag.Slice("publish", 'p', "Publish a port, or a range of ports, on the host ([[IP:][HOST]:]CONTAINER[/PROTOCOL])");
    private static readonly Option<bool> PublishAll = Flag.Bool("publish-all", 'P', "Publish all exposed ports on free ports of the host");
    private static readonly Option<string[]> Expose = Flag.Slice("expose", Flag.NoShort, "Port, or range of ports, that the container listens on");

    /// <summary>The rows. Those after the network's find its networks in the spec.</summary>
    public static readonly SpecRow[] Rows =
    [
        SpecRow.Of(Network, NetworkText.AddTo),
        SpecRow.Of(Dns,
            static (spec, texts) => DnsText.ReadServers(texts) is { } servers ? spec with { DnsServers = servers } : spec with { UseImageResolveConf = true }),
        SpecRow.Of(DnsOption, static (spec, texts) => spec with { DnsOptions = texts }),
        SpecRow.Of(DnsSearch, static (spec, texts) => spec with { DnsSearch = DnsText.ReadSearches(texts) }),
        SpecRow.Of(AddHost, static (spec, texts) => spec with { HostAdd = Array.ConvertAll(texts, HostEntryText.Read) }),
        SpecRow.Of(NoHosts, static (spec, value) => spec with { UseImageHosts = value }),
        SpecRow.Of(Expose, static (spec, texts) => spec with { Expose = ExposeText.ReadAll(texts) }),
        SpecRow.Of(Flag.Text("hosts-file", Flag.NoShort, "File that /etc/hosts starts from (PATH|\"none\"|\"image\")"),
            static (spec, value) => spec with { BaseHostsFile = value }),
        SpecRow.Of(Ip, static (spec, text) => BridgeText.AddAddress(spec, "ip", text)),
        SpecRow.Of(Ip6, static (spec, text) => BridgeText.AddAddress(spec, "ip6", text)),
        SpecRow.Of(Refused.Array("link-local-ip", "Link-local addresses of the container", "no network of Hull's gives link-local addresses")),
        SpecRow.Of(MacAddress, BridgeText.AddHardwareAddress),
        SpecRow.Of(Alias, BridgeText.AddAliases),
        SpecRow.Of(Flag.Bool("no-hostname", Flag.NoShort, "Leave /etc/hostname to the image"),
            static (spec, value) => spec with { UseImageHostname = value }),
        SpecRow.Of(Publish, static (spec, texts) => spec with { PortMappings = Array.ConvertAll(texts, PublishText.Read) }),
        SpecRow.Of(PublishAll, static (spec, value) => spec with { PublishImagePorts = value }),
    ];

    /// <summary>Checks what no option can see alone.</summary>
    /// <param name="spec">The spec with all options folded in.</param>
    /// <param name="parsed">The parsed command line.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: options contradict each other.</exception>
    public static void Check(ContainerSpec spec, ParsedOptions parsed)
    {
        var mode = spec.NetworkNamespace.Mode;
        if (mode is "none" or "container" && (parsed.Has(Dns) || parsed.Has(DnsOption) || parsed.Has(DnsSearch)))
            throw Wrong.Value($"conflicting options: dns and the network mode: {mode}");
        if (parsed.Get(NoHosts) && parsed.Has(AddHost)) throw Wrong.Value("--no-hosts and --add-host cannot be set together");
    }
}
