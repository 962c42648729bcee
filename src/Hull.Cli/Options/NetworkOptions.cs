using Hull.Cli.CommandLine;
using Hull.Cli.Options.Values;
using Hull.Engine.Containers;

namespace Hull.Cli.Options;

/// <summary>The container's network, and the files that name hosts and name servers.</summary>
internal static class NetworkOptions
{
    private static readonly Option<string[]> Network =
        new("network", Flag.NoShort, "stringArray", "Network to use (\"none\"|\"host\"|container:ID|ns:PATH)", [], ValueReaders.AppendOne) { Aliases = ["net"] };

    private static readonly Option<string[]> Dns = Flag.Slice("dns", Flag.NoShort, "Name server");
    private static readonly Option<string[]> DnsOption =
        new("dns-option", Flag.NoShort, "strings", "Option of the resolver", [], ValueReaders.AppendFields) { Aliases = ["dns-opt"] };

    private static readonly Option<string[]> DnsSearch = Flag.Slice("dns-search", Flag.NoShort, "Domain that names are searched in");
    private static readonly Option<string[]> AddHost = Flag.Slice("add-host", Flag.NoShort, "Add a line to /etc/hosts (name:address)");
    private static readonly Option<bool> NoHosts = Flag.Bool("no-hosts", Flag.NoShort, "Leave /etc/hosts to the image");

    /// <summary>The rows.</summary>
    public static readonly SpecRow[] Rows =
    [
        SpecRow.Of(Network, static (spec, texts) => spec with { NetworkNamespace = NamespaceText.ReadNetwork(texts) }),
        SpecRow.Of(Dns,
            static (spec, texts) => DnsText.ReadServers(texts) is { } servers ? spec with { DnsServers = servers } : spec with { UseImageResolveConf = true }),
        SpecRow.Of(DnsOption, static (spec, texts) => spec with { DnsOptions = texts }),
        SpecRow.Of(DnsSearch, static (spec, texts) => spec with { DnsSearch = DnsText.ReadSearches(texts) }),
        SpecRow.Of(AddHost, static (spec, texts) => spec with { HostAdd = Array.ConvertAll(texts, HostEntryText.Read) }),
        SpecRow.Of(NoHosts, static (spec, value) => spec with { UseImageHosts = value }),
        SpecRow.Of(Refused.Slice("expose", "Port that the container listens on", Reasons.Networks)),
        SpecRow.Of(Refused.Text("hosts-file", "File that /etc/hosts starts from", "Hull starts from the host's /etc/hosts", "")),
        SpecRow.Of(Refused.Text("ip", "IPv4 address of the container", Reasons.Networks)),
        SpecRow.Of(Refused.Text("ip6", "IPv6 address of the container", Reasons.Networks)),
        SpecRow.Of(Refused.Array("link-local-ip", "Link-local addresses of the container", Reasons.Networks)),
        SpecRow.Of(Refused.Text("mac-address", "MAC address of the container", Reasons.Networks)),
        SpecRow.Of(Refused.Slice("network-alias", "Another name of the container in its network", Reasons.Networks)),
        SpecRow.Of(Refused.Switch("no-hostname", "Leave /etc/hostname to the image", "Hull always writes /etc/hostname")),
        SpecRow.Of(Refused.Slice("publish", "Publish a port of the container on the host", Reasons.Networks, 'p')),
        SpecRow.Of(Refused.Switch("publish-all", "Publish all exposed ports on the host", Reasons.Networks, 'P')),
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
