using System.Globalization;
using Hull.Engine.Containers.Inspect;

namespace Hull.Engine.Networks;

/// <summary>A container's ports as lists and `inspect` show them.</summary>
public static class PortLists
{
    /// <summary>What stands where a port is published on all of the host's addresses.</summary>
    public const string AllAddresses = "0.0.0.0";

    /// <summary>One line: "0.0.0.0:8080-8081->80-81/tcp, 53/udp", published ports first, then those that are only exposed.</summary>
    /// <param name="published">The published ports.</param>
    /// <param name="exposed">Port → protocols of the exposed ones.</param>
    public static string Line(IReadOnlyList<PortMapping> published, IReadOnlyDictionary<ushort, IReadOnlyList<string>> exposed)
    {
        var parts = new List<string>();
        foreach (var mapping in published)
        {
            var (host, inside) = (Range(mapping.HostPort, mapping.Range), Range(mapping.ContainerPort, mapping.Range));
            parts.Add($"{Address(mapping)}:{host}->{inside}/{mapping.Protocol}");
        }

        var left = exposed.SelectMany(pair => pair.Value.Select(protocol => (Protocol: protocol, Port: (int)pair.Key)))
            .Where(port => !published.Any(mapping => mapping.Protocol == port.Protocol && Holds(mapping, port.Port)))
            .OrderBy(port => port.Protocol, StringComparer.Ordinal).ThenBy(port => port.Port).ToList();
        for (var start = 0; start < left.Count;)
        {
            var end = start + 1;
            while (end < left.Count && left[end] == (left[start].Protocol, left[start].Port + end - start)) end++;
            parts.Add($"{Range(left[start].Port, end - start)}/{left[start].Protocol}");
            start = end;
        }

        return string.Join(", ", parts);
    }

    /// <summary>Whether a mapping publishes a port of the container.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="containerPort">The port inside.</param>
    public static bool Holds(PortMapping mapping, int containerPort) =>
        mapping.ContainerPort <= containerPort && containerPort < mapping.ContainerPort + Math.Max((int)mapping.Range, 1);

    /// <summary>The host's address of a mapping, in words where it is all of them.</summary>
    /// <param name="mapping">The mapping.</param>
    public static string Address(PortMapping mapping) => mapping.HostIp.Length > 0 ? mapping.HostIp : AllAddresses;

    /// <summary>"80/tcp" → where it is published, for each port.</summary>
    /// <param name="published">The published ports.</param>
    internal static SortedDictionary<string, IReadOnlyList<InspectedHostPort>?> Bindings(IReadOnlyList<PortMapping> published)
    {
        var bindings = new SortedDictionary<string, IReadOnlyList<InspectedHostPort>?>(StringComparer.Ordinal);
        foreach (var mapping in published)
        {
            for (var offset = 0; offset < mapping.Range; offset++)
            {
                var key = Key(mapping.ContainerPort + offset, mapping.Protocol);
                var port = new InspectedHostPort { HostIp = Address(mapping), HostPort = (mapping.HostPort + offset).ToString(CultureInfo.InvariantCulture) };
                bindings[key] = [.. bindings.GetValueOrDefault(key) ?? [], port];
            }
        }

        return bindings;
    }

    /// <summary>"80/tcp" for each port that is exposed.</summary>
    /// <param name="exposed">Port → protocols, joined by commas.</param>
    internal static IEnumerable<string> Keys(IReadOnlyDictionary<ushort, string>? exposed) =>
        (exposed ?? new Dictionary<ushort, string>()).SelectMany(pair => pair.Value.Split(',').Select(protocol => Key(pair.Key, protocol)));

    private static string Key(int port, string protocol) => string.Create(CultureInfo.InvariantCulture, $"{port}/{protocol}");

    private static string Range(int first, int count) =>
        count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{first}-{first + count - 1}") : first.ToString(CultureInfo.InvariantCulture);
}
