using System.Net;
using System.Net.Sockets;
using System.Text;
using Hull.Engine.Networks;

namespace Hull.Engine.Containers;

/// <summary>/etc/resolv.conf of a container: what was asked, else what its networks serve and then what the host has, as far as it can be reached.</summary>
internal static class ResolvConf
{
    private const string HostFile = "/etc/resolv.conf";

    // systemd-resolved(8): /etc/resolv.conf names its stub alone, this file the servers behind it.
    private const string Stub = "127.0.0.53";
    private const string BehindStub = "/run/systemd/resolve/resolv.conf";

    // Podman's, for a host that names only itself: without any the resolver of a container would ask its own loopback.
    private static readonly string[] PublicServers = ["8.8.8.8", "8.8.4.4"];
    private static readonly string[] PublicServers6 = ["2001:4860:4860::8888", "2001:4860:4860::8844"];

    /// <summary>The file's text; null where the container has nobody to ask and nothing was said.</summary>
    /// <param name="spec">What was decided.</param>
    /// <param name="networks">What the container has got of its networks.</param>
    public static string? Text(ContainerSpec spec, IReadOnlyList<NetworkAttachment> networks)
    {
        var asked = spec.DnsServers is { Count: > 0 } || spec.DnsSearch is { Count: > 0 } || spec.DnsOptions is { Count: > 0 };
        if (spec.NetworkNamespace.Mode == "none" && !asked) return null;
        var host = ContainerFiles.HostText(HostFile);
        if (spec.NetworkNamespace.Mode != "host" && Values(host, "nameserver") is [Stub] && ContainerFiles.HostText(BehindStub) is { Length: > 0 } behind) host = behind;
        return Text(spec, networks, host);
    }

    /// <summary>The file's text, given the host's.</summary>
    /// <param name="spec">What was decided.</param>
    /// <param name="networks">What the container has got of its networks.</param>
    /// <param name="host">The host's file.</param>
    public static string Text(ContainerSpec spec, IReadOnlyList<NetworkAttachment> networks, string host)
    {
        var text = new StringBuilder();
        // "." asks for no search at all.
        IReadOnlyList<string> search = spec.DnsSearch is { Count: > 0 } searches ? searches : LastWords(host, "search") ?? LastWords(host, "domain") ?? [];
        if (search is not ([] or ["."])) text.Append("search ").AppendJoin(' ', search).Append('\n');
        foreach (var server in Servers(spec, networks, host)) text.Append("nameserver ").Append(server).Append('\n');
        IReadOnlyList<string> options = spec.DnsOptions is { Count: > 0 } some ? some : LastWords(host, "options") ?? [];
        if (options.Count > 0) text.Append("options ").AppendJoin(' ', options).Append('\n');
        return text.ToString();
    }

    private static IReadOnlyList<string> Servers(ContainerSpec spec, IReadOnlyList<NetworkAttachment> networks, string host)
    {
        if (spec.DnsServers is { Count: > 0 } asked) return asked;
        var ofHost = Values(host, "nameserver");
        if (spec.NetworkNamespace.Mode == "host") return ofHost;
        var speaksIPv6 = networks.Any(network => network.Addresses.Any(address => address.Contains(':', StringComparison.Ordinal)));
        List<string> servers = [.. networks.SelectMany(network => network.DnsServers), .. ofHost.Where(server => Reaches(server, speaksIPv6))];
        if (servers.Count > 0 || spec.NetworkNamespace.Mode == "none") return servers;
        return speaksIPv6 ? [.. PublicServers, .. PublicServers6] : PublicServers;
    }

    // The loopback of the host is not the container's, and the zone of a link-local address is a device of the host.
    private static bool Reaches(string server, bool speaksIPv6)
    {
        if (!IPAddress.TryParse(server, out var address) || IPAddress.IsLoopback(address)) return false;
        return address.AddressFamily == AddressFamily.InterNetwork || speaksIPv6 && !server.Contains('%', StringComparison.Ordinal);
    }

    private static List<string> Values(string text, string key) => [.. Lines(text, key).Where(words => words.Length > 1).Select(words => words[1])];

    // resolv.conf(5): of several lines the last one counts.
    private static string[]? LastWords(string text, string key) => Lines(text, key).LastOrDefault() is { Length: > 1 } words ? words[1..] : null;

    private static IEnumerable<string[]> Lines(string text, string key) =>
        from line in text.Split('\n')
        let comment = line.AsSpan().IndexOfAny('#', ';')
        let words = (comment < 0 ? line : line[..comment]).Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries)
        where words.Length > 0 && words[0] == key
        select words;
}
