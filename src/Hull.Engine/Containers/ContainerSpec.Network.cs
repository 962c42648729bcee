using System.Text.Json.Serialization;

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

    /// <summary>Lines for /etc/hosts, each name:address.</summary>
    [JsonPropertyName("hostadd")]
    public IReadOnlyList<string>? HostAdd { get; init; }
}
