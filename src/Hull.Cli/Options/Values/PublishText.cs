using System.Net;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Networks;

namespace Hull.Cli.Options.Values;

/// <summary>--publish [[IP:][HOST]:]CONTAINER[/PROTOCOL], each side a port or a range, an IPv6 address in brackets.</summary>
internal static class PublishText
{
    /// <summary>Reads one value. A host port that is left out, or 0, asks for any free one.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="EngineException">InvalidArgument: what is wrong, in Podman's words.</exception>
    public static PortMapping Read(string text)
    {
        var (ports, protocol) = Pair.Cut(text, '/');
        if (protocol?.Contains('/', StringComparison.Ordinal) == true) throw Wrong.Value("invalid port format - protocol can only be specified once");
        var (address, host, inside) = Split(ports);
        if (inside.Length == 0) throw Wrong.Value("must provide a non-empty container port to publish");
        var container = Range("container", inside);
        if (protocol?.Length == 0) throw Wrong.Value("must provide a non-empty protocol to publish");
        if (address?.Length == 0) throw Wrong.Value("must provide a non-empty container host IP to publish");
        if (address is not null && !DnsText.IsAddress(address)) throw Wrong.Value($"cannot parse {GoQuote.Text(address)} as an IP address");
        return new PortMapping
        {
            HostIp = address is null ? "" : IPAddress.Parse(address).ToString(),
            HostPort = HostPort(host, container),
            ContainerPort = container.First,
            Range = container.Count,
            Protocol = protocol ?? "",
        };
    }

    private static (string? Address, string? Host, string Container) Split(string text)
    {
        var parts = text.Split(']');
        if (parts.Length > 2) throw Wrong.Value("invalid port format - at most one IPv6 address can be specified in a --publish");
        if (parts.Length == 2) return SplitAfterAddress(parts[0], parts[1]);
        return text.Split(':') switch
        {
            [var container] => (null, null, container),
            [var host, var container] => (null, host, container),
            [var address, var host, var container] => (address, host, container),
            _ => throw Wrong.Value("invalid port format - format is [[hostIP:]hostPort:]containerPort"),
        };
    }

    private static (string Address, string Host, string Container) SplitAfterAddress(string address, string rest)
    {
        if (!address.StartsWith('[')) throw Wrong.Value("invalid port format - IPv6 addresses must be enclosed by []");
        if (!rest.StartsWith(':')) throw Wrong.Value("invalid port format - IPv6 address must be followed by a colon (':')");
        return rest[1..].Split(':') switch
        {
            [_] => throw Wrong.Value("invalid port format - must provide host and destination port if specifying an IP"),
            [var host, var container] => (address[1..], host, container),
            _ => throw Wrong.Value("invalid port format - when v6 address specified, must be [ipv6]:hostPort:ctrPort"),
        };
    }

    private static ushort HostPort(string? text, PortRange container)
    {
        if (text is null or "" or "0") return 0;
        var host = Range("host", text);
        return host.Count == container.Count
            ? host.First
            : throw Wrong.Value(FormattableString.Invariant($"host and container port ranges have different lengths: {host.Count} vs {container.Count}"));
    }

    private static PortRange Range(string side, string text)
    {
        try
        {
            return PortRange.Parse(text);
        }
        catch (EngineException failure)
        {
            throw Wrong.Value($"parsing {side} port: {failure.Message}");
        }
    }
}
