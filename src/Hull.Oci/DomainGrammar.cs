using System.Net;
using System.Net.Sockets;

namespace Hull.Oci;

/// <summary>
/// The registry part of an image name (docker/distribution, reference.go): host[:port], where the host is a name of dotted components, an
/// IPv4 address or an IPv6 address in brackets.
/// </summary>
internal static class DomainGrammar
{
    public static bool Matches(string domain)
    {
        var (host, port) = Split(domain);
        if (port is not null && !(port.Length is > 0 and <= 5 && port.All(char.IsAsciiDigit))) return false;
        if (host.StartsWith('['))
            return host.EndsWith(']') && IPAddress.TryParse(host[1..^1], out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 && !host.Contains('%');
        return host.Split('.').All(IsComponent);
    }

    private static (string Host, string? Port) Split(string domain)
    {
        var colon = domain.LastIndexOf(':');
        return colon < 0 || domain.EndsWith(']') ? (domain, null) : (domain[..colon], domain[(colon + 1)..]);
    }

    private static bool IsComponent(string component) =>
        component.Length > 0 && component[0] != '-' && component[^1] != '-' && component.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
