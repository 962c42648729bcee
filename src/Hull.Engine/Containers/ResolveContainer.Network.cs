using System.Net;
using Hull.Engine.Networks;

namespace Hull.Engine.Containers;

/// <content>Networks, and names: resolv.conf and hosts.</content>
internal sealed partial class ResolveContainer
{
    private sealed record Network
    {
        public required Dictionary<string, PerNetworkOptions>? Networks { get; init; }
        public required Ports Ports { get; init; }
        public required IReadOnlyList<string> DnsServers { get; init; }
        public required IReadOnlyList<string> DnsSearch { get; init; }
        public required IReadOnlyList<string> DnsOptions { get; init; }
        public required bool UseImageHosts { get; init; }
    }

    private Network DecideNetwork(Namespaces namespaces)
    {
        var settings = _request.Settings.Containers;
        if (_spec.UseImageResolveConf == true) RefuseDns();
        var useImageHosts = _spec.UseImageHosts ?? settings.NoHosts;
        if (useImageHosts && _spec.HostAdd is { Count: > 0 }) throw Invalid("UseImageHosts and HostAdd are mutually exclusive options");
        if (namespaces.Network.Mode == "container" && (_spec.DnsServers ?? _spec.DnsSearch ?? _spec.DnsOptions) is { Count: > 0 })
            throw Invalid("cannot set DNS options when the container joins another container's network namespace");
        foreach (var server in _spec.DnsServers ?? [])
        {
            if (!IsAddress(server)) throw Invalid($"{server} is not an ip address");
        }

        foreach (var entry in _spec.HostAdd ?? []) CheckHost(entry);
        return new Network
        {
            Networks = DecideNetworks(namespaces.Network),
            Ports = DecidePorts(namespaces.Network),
            DnsServers = _spec.DnsServers ?? settings.DnsServers,
            DnsSearch = _spec.DnsSearch ?? settings.DnsSearches,
            DnsOptions = _spec.DnsOptions ?? settings.DnsOptions,
            UseImageHosts = useImageHosts,
        };
    }

    private void RefuseDns()
    {
        if (_spec.DnsServers is { Count: > 0 }) throw Invalid("UseImageResolvConf and DNSServer are mutually exclusive options");
        if (_spec.DnsSearch is { Count: > 0 }) throw Invalid("UseImageResolvConf and DNSSearch are mutually exclusive options");
        if (_spec.DnsOptions is { Count: > 0 }) throw Invalid("UseImageResolvConf and DNSOption are mutually exclusive options");
    }

    // NAME:ADDRESS, several names joined by semicolons; host-gateway stands for the host's own address.
    private static void CheckHost(string entry)
    {
        var end = entry.IndexOf(':', StringComparison.Ordinal);
        if (end <= 0) throw Invalid($"bad format for add-host: \"{entry}\"");
        var address = entry[(end + 1)..];
        if (address.StartsWith('[') && address.EndsWith(']')) address = address[1..^1];
        if (address != "host-gateway" && !IsAddress(address)) throw Invalid($"invalid IP address in add-host: \"{address}\"");
    }

    // .NET also reads 1 and 127.1 as IPv4 addresses, as inet_aton(3) did; nobody else does.
    private static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out _) && (text.Contains(':', StringComparison.Ordinal) || text.AsSpan().Count('.') == 3);
}
