using System.Text;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Networks;
using Hull.Engine.Runtime;
using Hull.Linux;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>
/// The files that the engine writes into a bundle and binds into the container: /etc/hosts, /etc/resolv.conf, /etc/hostname,
/// /run/.containerenv, and /etc/passwd and /etc/group where the user has no entry.
/// </summary>
internal sealed class ContainerFiles(EngineSettings settings, ILogger log)
{
    private const int LargestHostFile = 1024 * 1024;

    /// <summary>Writes them.</summary>
    /// <returns>Path inside → file on the host.</returns>
    public IReadOnlyDictionary<string, string> Write(
        ContainerConfig config, IReadOnlyList<NetworkAttachment> networks, ResolvedUser user, string runtime, string bundle)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(files, bundle, "/run/.containerenv", Environment(config, runtime));
        if (config.Spec.UtsNamespace.Mode != "container") Add(files, bundle, "/etc/hostname", Encoding.UTF8.GetBytes((config.Spec.Hostname ?? "") + "\n"));
        if (config.Spec.UseImageHosts != true) Add(files, bundle, "/etc/hosts", Encoding.UTF8.GetBytes(HostsFile.Text(config, networks, settings)));
        if (config.Spec.UseImageResolveConf != true && ResolvConf(config) is { } resolv) Add(files, bundle, "/etc/resolv.conf", Encoding.UTF8.GetBytes(resolv));
        if (user.Passwd is { } passwd) Add(files, bundle, "/etc/passwd", passwd);
        if (user.Group is { } group) Add(files, bundle, "/etc/group", group);
        if (config.Spec.Timezone is { Length: > 0 } zone) Add(files, bundle, "/etc/localtime", TimeZoneFile(zone));
        return files;
    }

    // The zone's compiled rules (tzfile(5)) from the host: the image may carry none.
    private static byte[] TimeZoneFile(string zone)
    {
        var path = zone == "local" ? "/etc/localtime" : Path.Join("/usr/share/zoneinfo", zone);
        if (zone.Split('/').Contains("..") || !File.Exists(path))
            throw new EngineException(ErrorKind.InvalidArgument, $"time zone {zone}: unknown to this host", "`ls /usr/share/zoneinfo` lists the zones; Debian's are in the package tzdata");
        return SafePath.ReadHostFile(path, LargestHostFile);
    }

    private void Add(Dictionary<string, string> files, string bundle, string inside, byte[] content)
    {
        var path = Path.Join(bundle, Path.GetFileName(inside));
        log.Writing(path);
        File.WriteAllBytes(path, content);
        // Readable by every user of the container, whatever the engine's umask is.
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        files[inside] = path;
    }

    // Podman's keys, and the runtime's name as one more.
    private byte[] Environment(ContainerConfig config, string runtime) => Encoding.UTF8.GetBytes(
        $"engine=\"hull-{EngineVersion.Text}\"\nname=\"{config.Name}\"\nid=\"{config.Id}\"\nimage=\"{config.ImageName}\"\n"
        + $"imageid=\"{config.ImageId}\"\nrootless={(settings.Rootless ? 1 : 0)}\nruntime=\"{runtime}\"\n");

    // Without a network there is nobody to ask, unless the user names servers (as Podman does).
    private static string? ResolvConf(ContainerConfig config)
    {
        var spec = config.Spec;
        var asked = spec.DnsServers is { Count: > 0 } || spec.DnsSearch is { Count: > 0 } || spec.DnsOptions is { Count: > 0 };
        if (spec.NetworkNamespace.Mode == "none" && !asked) return null;
        var text = new StringBuilder();
        if (spec.DnsSearch is { Count: > 0 } search)
        {
            // "." asks for no search at all.
            if (!(search.Count == 1 && search[0] == ".")) text.Append("search ").AppendJoin(' ', search).Append('\n');
        }
        var host = HostText("/etc/resolv.conf");
        foreach (var line in host.Split('\n'))
        {
            if (Keeps(line, spec)) text.Append(line).Append('\n');
        }
        foreach (var server in spec.DnsServers ?? []) text.Append("nameserver ").Append(server).Append('\n');
        if (spec.DnsOptions is { Count: > 0 } options) text.Append("options ").AppendJoin(' ', options).Append('\n');
        return text.ToString();
    }

    private static bool Keeps(string line, ContainerSpec spec)
    {
        var word = line.AsSpan().TrimStart();
        if (word.IsEmpty || word[0] is '#' or ';') return false;
        if (word.StartsWith("nameserver", StringComparison.Ordinal)) return spec.DnsServers is null or { Count: 0 };
        if (word.StartsWith("search", StringComparison.Ordinal) || word.StartsWith("domain", StringComparison.Ordinal))
            return spec.DnsSearch is null or { Count: 0 };
        return !word.StartsWith("options", StringComparison.Ordinal) || spec.DnsOptions is null or { Count: 0 };
    }

    internal static string HostText(string path) => TextFiles.ReadIfThere(path, LargestHostFile);
}
