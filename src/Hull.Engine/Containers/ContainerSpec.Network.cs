using System.Text.Json.Serialization;
using Hull.Engine.Networks;

namespace Hull.Engine.Containers;

public sealed partial record ContainerSpec
{
    /// <summary>The network namespace.</summary>
    [JsonPropertyName("netns")]
    public NamespaceMode NetworkNamespace { get; init; }

    /// <summary>DNS servers written to resolv.conf.</summary>
    [JsonPropertyName("dns_server")]
    public IReadOnlyList<string>? DnsServers { get; init; }

    /// <summary>DNS search domains.</summary>
    public IReadOnlyList<string>? DnsSearch { get; init; }

    /// <summary>DNS options.</summary>
    [JsonPropertyName("dns_option")]
    public IReadOnlyList<string>? DnsOptions { get; init; }

    /// <summary>Whether the image's resolv.conf is used as it is.</summary>
    public bool? UseImageResolveConf { get; init; }

    /// <summary>Whether the image's /etc/hosts is used as it is.</summary>
    public bool? UseImageHosts { get; init; }

    /// <summary>The file that /etc/hosts starts from: a path of the host, image, none, or empty for what containers.conf says.</summary>
    public string? BaseHostsFile { get; init; }

    /// <summary>Whether the image's /etc/hostname is used as it is.</summary>
    public bool? UseImageHostname { get; init; }

    /// <summary>Lines for /etc/hosts, each name:address.</summary>
    [JsonPropertyName("hostadd")]
    public IReadOnlyList<string>? HostAdd { get; init; }

    /// <summary>Ports published on the host. As decided one protocol each, the host's ports chosen, nothing overlapping, in the order of ports.</summary>
    [JsonPropertyName("portmappings")]
    public IReadOnlyList<PortMapping>? PortMappings { get; init; }

    /// <summary>Whether each exposed port, the image's too, is published on a free port of the host.</summary>
    public bool? PublishImagePorts { get; init; }

    /// <summary>Ports that it listens on → their protocols, joined by commas; empty is tcp. As decided with the image's.</summary>
    public IReadOnlyDictionary<ushort, string>? Expose { get; init; }

    /// <summary>The networks of mode bridge, by name; as decided at least one. "default" stands for the default network.</summary>
    [JsonPropertyName("Networks")]
    public IReadOnlyDictionary<string, PerNetworkOptions>? Networks { get; init; }

    /// <summary>Options of a mode that is no bridge: pasta or slirp4netns → its options.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? NetworkOptions { get; init; }
}
