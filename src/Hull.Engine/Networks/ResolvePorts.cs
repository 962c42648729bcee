using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hull.Core;
using Hull.Core.GoSyntax;

namespace Hull.Engine.Networks;

/// <summary>
/// Decides on a container's published ports: one protocol a mapping, neighbours joined to ranges, free ports of the host chosen. Pure but
/// for the choice of free ports, which is the caller's.
/// </summary>
internal sealed class ResolvePorts
{
    // The kernel's choice may collide with what is asked beside it, or leave no room for a range.
    private const int Tries = 16;
    private static readonly string[] Known = ["tcp", "udp", "sctp"];

    private readonly Func<PortMapping, ushort?> _freePort;
    private readonly List<PortMapping> _decided = [];

    private ResolvePorts(Func<PortMapping, ushort?> freePort) => _freePort = freePort;

    /// <summary>Decides.</summary>
    /// <param name="asked">What was asked.</param>
    /// <param name="exposed">Ports that are published wherever there is room, unless they are already: port → protocols.</param>
    /// <param name="freePort">A first port of the host with which the whole range of a mapping is free; null where there is none.</param>
    /// <returns>By port inside, then protocol, address and port of the host.</returns>
    /// <exception cref="EngineException">InvalidArgument: a mapping is impossible, or two contradict each other; Conflict: no port is free.</exception>
    public static IReadOnlyList<PortMapping> Decide(
        IReadOnlyList<PortMapping> asked, IReadOnlyDictionary<ushort, string> exposed, Func<PortMapping, ushort?> freePort)
    {
        var ports = new ResolvePorts(freePort);
        var single = asked.SelectMany(Split).ToList();
        ports.AddFixed([.. single.Where(mapping => mapping.HostPort != 0)]);
        ports.AddFree([.. single.Where(mapping => mapping.HostPort == 0)]);
        foreach (var (port, protocols) in exposed.OrderBy(pair => pair.Key))
        {
            foreach (var protocol in Protocols(protocols)) ports.AddExposed(port, protocol);
        }

        return
        [
            .. ports._decided.OrderBy(mapping => mapping.ContainerPort).ThenBy(mapping => Array.IndexOf(Known, mapping.Protocol))
                .ThenBy(mapping => mapping.HostIp, StringComparer.Ordinal).ThenBy(mapping => mapping.HostPort),
        ];
    }

    /// <summary>The protocols of a list between commas, each once; an empty one is tcp.</summary>
    /// <exception cref="EngineException">InvalidArgument: one is unknown.</exception>
    public static IReadOnlyList<string> Protocols(string list)
    {
        var asked = list.ToLowerInvariant().Split(',').Select(protocol => protocol.Length == 0 ? "tcp" : protocol).ToHashSet();
        foreach (var protocol in asked)
        {
            if (!Known.Contains(protocol)) throw Invalid($"unrecognized protocol {GoQuote.Text(protocol)} in port mapping");
        }

        return [.. Known.Where(asked.Contains)];
    }

    private static IEnumerable<PortMapping> Split(PortMapping mapping)
    {
        var range = Math.Max((int)mapping.Range, 1);
        if (mapping.HostIp.Length > 0 && !IPAddress.TryParse(mapping.HostIp, out _))
            throw Invalid($"invalid IP address {GoQuote.Text(mapping.HostIp)} in port mapping");
        if (mapping.ContainerPort == 0) throw Invalid("container port number must be non-0");
        if (mapping.ContainerPort + range - 1 > ushort.MaxValue) throw Invalid("container port range exceeds maximum allowable port number");
        if (mapping.HostPort + range - 1 > ushort.MaxValue) throw Invalid("host port range exceeds maximum allowable port number");
        return Protocols(mapping.Protocol).Select(protocol => mapping with { Protocol = protocol, Range = (ushort)range });
    }

    private void AddFixed(List<PortMapping> mappings)
    {
        foreach (var group in mappings.GroupBy(mapping => (mapping.HostIp, mapping.Protocol)))
        {
            PortMapping? last = null;
            foreach (var next in group.OrderBy(mapping => mapping.HostPort).ThenBy(mapping => mapping.ContainerPort))
            {
                if (last is not null && Joined(last, next) is { } joined)
                {
                    last = joined;
                    continue;
                }

                if (last is not null) Add(last);
                last = next;
            }

            Add(last!);
        }
    }

    // Neighbours that lead the same way are one range; so is one mapping that was asked for twice.
    private static PortMapping? Joined(PortMapping last, PortMapping next)
    {
        if (next.HostPort > last.HostPort + last.Range) return null;
        if (next.HostPort - last.HostPort != next.ContainerPort - last.ContainerPort) return null;
        return last with { Range = (ushort)Math.Max(last.Range, next.HostPort - last.HostPort + next.Range) };
    }

    private void Add(PortMapping mapping)
    {
        if (_decided.Find(other => Overlaps(other, mapping)) is { } other)
        {
            throw Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"conflicting port mappings for host port {Math.Max(other.HostPort, mapping.HostPort)} (protocol {mapping.Protocol})"));
        }

        _decided.Add(mapping);
    }

    private static bool Overlaps(PortMapping one, PortMapping other) =>
        one.Protocol == other.Protocol && Shares(one.HostIp, other.HostIp)
        && one.HostPort < other.HostPort + other.Range && other.HostPort < one.HostPort + one.Range;

    // No address is all of them; 0.0.0.0 and :: are all of their family.
    private static bool Shares(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0 || one == other) return true;
        var (first, second) = (IPAddress.Parse(one), IPAddress.Parse(other));
        return first.AddressFamily == second.AddressFamily && (IsWildcard(first) || IsWildcard(second) || first.Equals(second));
    }

    private static bool IsWildcard(IPAddress address) =>
        address.Equals(address.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any);

    private void AddFree(List<PortMapping> mappings)
    {
        foreach (var group in mappings.GroupBy(mapping => (mapping.HostIp, mapping.Protocol)))
        {
            PortMapping? last = null;
            foreach (var next in group.OrderBy(mapping => mapping.ContainerPort))
            {
                if (last is not null && next.ContainerPort < last.ContainerPort + last.Range)
                {
                    last = last with { Range = (ushort)Math.Max(last.Range, next.ContainerPort - last.ContainerPort + next.Range) };
                    continue;
                }

                if (last is not null) _decided.Add(Placed(last));
                last = next;
            }

            _decided.Add(Placed(last!));
        }
    }

    private void AddExposed(ushort port, string protocol)
    {
        var published = _decided.Exists(mapping =>
            mapping.Protocol == protocol && mapping.ContainerPort <= port && port < mapping.ContainerPort + mapping.Range);
        if (!published) _decided.Add(Placed(new PortMapping { ContainerPort = port, Range = 1, Protocol = protocol }));
    }

    private PortMapping Placed(PortMapping mapping)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (_freePort(mapping) is not { } port || port == 0 || port + mapping.Range - 1 > ushort.MaxValue) continue;
            var placed = mapping with { HostPort = port };
            if (!_decided.Exists(other => Overlaps(other, placed))) return placed;
        }

        var range = mapping.Range > 1 ? string.Create(CultureInfo.InvariantCulture, $"with range {mapping.Range} ") : "";
        throw new EngineException(
            ErrorKind.Conflict, string.Create(CultureInfo.InvariantCulture, $"failed to find an open port to expose container port {mapping.ContainerPort} {range}on the host"));
    }

    private static EngineException Invalid(string message) => new(ErrorKind.InvalidArgument, message);
}
