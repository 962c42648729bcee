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

    private static readonly Ports NoPorts = new() { Exposed = new Dictionary<ushort, string>() };

    private Network DecideNetwork(Namespaces namespaces)
    {
        var settings = _request.Settings.Containers;
        var useImageHosts = _spec.UseImageHosts ?? settings.NoHosts;
        _conflicts.Try(() => CheckNames(namespaces, useImageHosts));
        _conflicts.Try(CheckHostsFile);
        foreach (var entry in _spec.HostAdd ?? []) _conflicts.Try(() => CheckHost(entry));
        return new Network
        {
            Networks = _conflicts.Try(() => DecideNetworks(namespaces.Network), null),
            Ports = _conflicts.Try(() => DecidePorts(namespaces.Network), NoPorts),
            DnsServers = _spec.DnsServers ?? settings.DnsServers,
            DnsSearch = _spec.DnsSearch ?? settings.DnsSearches,
            DnsOptions = _spec.DnsOptions ?? settings.DnsOptions,
            UseImageHosts = useImageHosts,
        };
    }

    private void CheckNames(Namespaces namespaces, bool useImageHosts)
    {
        if (_spec.UseImageResolveConf == true) RefuseDns();
        if (useImageHosts && _spec.HostAdd is { Count: > 0 }) throw Invalid("UseImageHosts and HostAdd are mutually exclusive options");
        if (namespaces.Network.Mode == "container" && (_spec.DnsServers ?? _spec.DnsSearch ?? _spec.DnsOptions) is { Count: > 0 })
            throw Invalid("cannot set DNS options when the container joins another container's network namespace");
        foreach (var server in _spec.DnsServers ?? [])
        {
            if (!IsAddress(server)) throw Invalid($"{server} is not an ip address");
        }
    }

    private void CheckHostsFile()
    {
        if (_spec.BaseHostsFile is not { Length: > 0 } file) return;
        if (_spec.UseImageHosts == true) throw Invalid("--no-hosts and --hosts-file cannot be set together");
        if (file is "none" or "image") return;
        if (file[0] != '/') throw Invalid($"hosts file \"{file}\" must be an absolute path, none or image");
        var host = Path(file);
        if (host.Kind == HostPathKind.File) return;
        throw new Core.EngineException(
            Core.ErrorKind.NotFound, $"failed to read hosts file {file}: {(host.Kind == HostPathKind.Missing ? host.Error : "not a regular file")}");
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
