using System.Text;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Networks;

namespace Hull.Engine.Containers;

/// <summary>/etc/hosts of a container, in Podman's order: what the user adds, the base file's lines, loopback, the host, the container's own names.</summary>
internal static class HostsFile
{
    private const string HostGateway = "host-gateway";
    private static readonly string[] NamesOfHost = ["host.containers.internal", "host.docker.internal"];

    /// <summary>The file's text.</summary>
    /// <param name="config">The container.</param>
    /// <param name="settings">The settings: the base file, the host's address.</param>
    /// <param name="networks">What the container has got of its networks.</param>
    /// <param name="image">The image's /etc/hosts, read where it is the base file.</param>
    /// <exception cref="EngineException">InvalidArgument: host-gateway was asked for, and the container cannot reach the host.</exception>
    public static string Text(ContainerConfig config, EngineSettings settings, IReadOnlyList<NetworkAttachment> networks, Func<string> image)
    {
        var text = new StringBuilder();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var host = HostAddress(config, settings, networks);
        foreach (var entry in config.Spec.HostAdd ?? []) AddEntry(text, known, entry, host, Mend(networks));
        var added = known.ToHashSet(StringComparer.Ordinal);
        foreach (var line in Base(config.Spec.BaseHostsFile is { Length: > 0 } asked ? asked : settings.Containers.BaseHostsFile, image).Split('\n')) AddBaseLine(text, added, known, line);
        // Names that stand above keep their address.
        void Add(string address, params IEnumerable<string?> names) => AddLine(text, address, names.Where(name => name is { Length: > 0 } && !known.Contains(name)));
        Add("127.0.0.1", "localhost");
        Add("::1", "localhost");
        if (host is not null) Add(host, NamesOfHost);
        foreach (var address in OwnAddresses(config, networks)) Add(address, config.Spec.Hostname, config.Name);
        return text.ToString();
    }

    private static string Base(string? file, Func<string> image) => file switch
    {
        null or "" => ContainerFiles.HostText("/etc/hosts"),
        "none" => "",
        "image" => image(),
        _ => ContainerFiles.HostText(file),
    };

    // Where it can reach the host; on the host's own network that is loopback.
    private static string? HostAddress(ContainerConfig config, EngineSettings settings, IReadOnlyList<NetworkAttachment> networks) =>
        settings.Containers.HostContainersInternalIp switch
        {
            "none" => null,
            "" when config.Spec.NetworkNamespace.Mode == "host" => "127.0.0.1",
            "" => networks.Select(network => network.HostAddress).FirstOrDefault(address => address is not null),
            var configured => configured,
        };

    private static IEnumerable<string> OwnAddresses(ContainerConfig config, IReadOnlyList<NetworkAttachment> networks) =>
        config.Spec.NetworkNamespace.Mode == "none"
            ? ["127.0.0.1"]
            : networks.SelectMany(network => network.Addresses).Select(address => address.Split('/')[0]);

    // A user's container has the host's own address where pasta carries its network, and then that address is not the host.
    private static string Mend(IReadOnlyList<NetworkAttachment> networks) => networks.Any(network => network.Network == "pasta")
        ? "this pasta has no --map-guest-addr and the host no second address: install passt 2024_10 or newer, use `--network pasta:--map-gw` or "
            + "`--network slirp4netns`, or set host_containers_internal_ip in containers.conf"
        : "name an address, or set host_containers_internal_ip in containers.conf";

    // name[;name…]:address, the address may be IPv6 and hold colons.
    private static void AddEntry(StringBuilder text, HashSet<string> known, string entry, string? host, string mend)
    {
        var colon = entry.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == entry.Length - 1)
            throw new EngineException(ErrorKind.InvalidArgument, $"invalid host entry {entry}: want name:address");
        var address = entry[(colon + 1)..].Trim('[', ']');
        if (address == HostGateway)
        {
            address = host ?? throw new EngineException(
                ErrorKind.InvalidArgument, $"unable to replace \"{HostGateway}\" of host entry \"{entry}\": host containers internal IP address is empty", mend);
        }

        var names = entry[..colon].Split(';');
        foreach (var name in names) AddLine(text, address, [name]);
        known.UnionWith(names);
    }

    // A name the user has given an address to is left out of the base file's lines.
    private static void AddBaseLine(StringBuilder text, HashSet<string> added, HashSet<string> known, string line)
    {
        var comment = line.IndexOf('#', StringComparison.Ordinal);
        var words = (comment < 0 ? line : line[..comment]).Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) return;
        AddLine(text, words[0], words.Skip(1).Where(name => !added.Contains(name)));
        known.UnionWith(words.Skip(1));
    }

    private static void AddLine(StringBuilder text, string address, IEnumerable<string?> names)
    {
        var line = string.Join(' ', names);
        if (line.Length > 0) text.Append(address).Append('\t').Append(line).Append('\n');
    }
}
