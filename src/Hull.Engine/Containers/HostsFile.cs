using System.Text;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Networks;

namespace Hull.Engine.Containers;

/// <summary>/etc/hosts of a container: what the user adds, then the base file's lines, then the container's own names.</summary>
internal static class HostsFile
{
    /// <summary>The file's text.</summary>
    /// <param name="config">The container.</param>
    /// <param name="networks">What it has got of its networks.</param>
    /// <param name="settings">The settings in force.</param>
    public static string Text(ContainerConfig config, IReadOnlyList<NetworkAttachment> networks, EngineSettings settings)
    {
        var text = new StringBuilder();
        var added = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in config.Spec.HostAdd ?? []) AddEntry(text, added, entry);
        foreach (var line in Base(settings.Containers.BaseHostsFile).Split('\n')) AddBaseLine(text, added, line);
        if (config.Spec.NetworkNamespace.Mode == "none")
            text.Append("127.0.0.1\t").Append(config.Spec.Hostname).Append(' ').Append(config.Name).Append('\n');
        foreach (var network in networks)
        {
            foreach (var address in network.Addresses)
                text.Append(address.AsSpan(0, address.IndexOf('/', StringComparison.Ordinal))).Append('\t').Append(config.Spec.Hostname).Append(' ').Append(config.Name).Append('\n');
        }
        return text.ToString();
    }

    private static string Base(string? file) => file switch
    {
        null or "" => ContainerFiles.HostText("/etc/hosts"),
        "none" => "127.0.0.1\tlocalhost\n::1\tlocalhost\n",
        _ => ContainerFiles.HostText(file),
    };

    // name[;name…]:address, the address may be IPv6 and hold colons.
    private static void AddEntry(StringBuilder text, HashSet<string> added, string entry)
    {
        var colon = entry.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == entry.Length - 1)
            throw new EngineException(ErrorKind.InvalidArgument, $"invalid host entry {entry}: want name:address");
        var address = entry[(colon + 1)..].Trim('[', ']');
        foreach (var name in entry[..colon].Split(';'))
        {
            text.Append(address).Append('\t').Append(name).Append('\n');
            added.Add(name);
        }
    }

    // A name the user has given an address to is left out of the base file's lines.
    private static void AddBaseLine(StringBuilder text, HashSet<string> added, string line)
    {
        var comment = line.IndexOf('#', StringComparison.Ordinal);
        var words = (comment < 0 ? line : line[..comment]).Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) return;
        var names = words.Skip(1).Where(name => !added.Contains(name)).ToArray();
        if (names.Length > 0) text.Append(words[0]).Append('\t').AppendJoin(' ', names).Append('\n');
    }
}
