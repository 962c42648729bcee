using System.Text;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Networks;
using Hull.Engine.Runtime;
using Hull.Linux;
using Hull.Linux.Files;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>
/// The files that the engine writes into a bundle and binds into the container: /etc/hosts, /etc/resolv.conf, /etc/hostname,
/// /run/.containerenv, and /etc/passwd and /etc/group where the user has no entry.
/// </summary>
internal sealed class ContainerFiles(EngineSettings settings, ILogger log)
{
    private const string LocalTime = "/etc/localtime";
    private const int LargestHostFile = 1024 * 1024;

    /// <summary>Writes them.</summary>
    /// <param name="config">The container.</param>
    /// <param name="networks">What it has got of its networks.</param>
    /// <param name="user">Its user.</param>
    /// <param name="runtime">The runtime's name.</param>
    /// <param name="rootfs">Its root file system, mounted.</param>
    /// <param name="bundle">The directory that the files are written into.</param>
    /// <returns>Path inside → file on the host.</returns>
    public IReadOnlyDictionary<string, string> Write(
        ContainerConfig config, IReadOnlyList<NetworkAttachment> networks, ResolvedUser user, string runtime, string rootfs, string bundle)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(config, files, bundle, "/run/.containerenv", Environment(config, runtime));
        if (config.Spec.UtsNamespace.Mode != "container" && config.Spec.UseImageHostname != true) Add(config, files, bundle, "/etc/hostname", Encoding.UTF8.GetBytes((config.Spec.Hostname ?? "") + "\n"));
        if (config.Spec.NetworkNamespace is { Mode: "container", Value: { } other }) Share(files, config.Spec, Path.Join(Path.GetDirectoryName(bundle), other), bundle);
        else AddNames(files, config, networks, rootfs, bundle);
        if (user.Passwd is { } passwd) Add(config, files, bundle, "/etc/passwd", passwd);
        if (user.Group is { } group) Add(config, files, bundle, "/etc/group", group);
        if (config.Spec.Timezone is { Length: > 0 } zone && !LinkTimeZone(config, rootfs, zone)) Add(config, files, bundle, LocalTime, TimeZoneFile(zone));
        return files;
    }

    /// <summary>Writes what the files say of the network once more, when the container has got it.</summary>
    /// <param name="config">The container.</param>
    /// <param name="networks">What it has got of its networks.</param>
    /// <param name="rootfs">Its root file system, mounted.</param>
    /// <param name="bundle">The directory that the files are in.</param>
    public void WriteNames(ContainerConfig config, IReadOnlyList<NetworkAttachment> networks, string rootfs, string bundle) =>
        AddNames(new Dictionary<string, string>(StringComparer.Ordinal), config, networks, rootfs, bundle);

    private void AddNames(Dictionary<string, string> files, ContainerConfig config, IReadOnlyList<NetworkAttachment> networks, string rootfs, string bundle)
    {
        if (config.Spec.UseImageHosts != true)
            Add(config, files, bundle, "/etc/hosts", Encoding.UTF8.GetBytes(HostsFile.Text(config, settings, networks, () => TextOf(rootfs, "/etc/hosts"))));
        if (config.Spec.UseImageResolveConf != true && ResolvConf.Text(config.Spec, networks) is { } resolv)
            Add(config, files, bundle, "/etc/resolv.conf", Encoding.UTF8.GetBytes(resolv));
    }

    // Who shares a network shares its names: the very files, so that what one container writes into them the other reads.
    private static void Share(Dictionary<string, string> files, ContainerSpec spec, string other, string bundle)
    {
        if (spec.UseImageHosts != true) Share("/etc/hosts");
        if (spec.UseImageResolveConf != true) Share("/etc/resolv.conf");

        void Share(string inside)
        {
            var path = Path.Join(bundle, Path.GetFileName(inside));
            var shared = Path.Join(other, Path.GetFileName(inside));
            if (!File.Exists(shared)) return;
            // The link is for `inspect` and for who joins this one in turn; crun would bind the link itself.
            files[inside] = File.CreateSymbolicLink(path, shared).ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        }
    }

    private static string TextOf(string rootfs, string path)
    {
        using var root = SafePath.OpenRoot(rootfs);
        return Encoding.UTF8.GetString(SafePath.TryReadAllBytes(root, path, LargestHostFile) ?? []);
    }

    // An image with rules of its own says by a link which of them hold; programs read the zone's name from it.
    private static bool LinkTimeZone(ContainerConfig config, string rootfs, string zone)
    {
        if (zone == "local" || zone.Split('/').Contains("..") || config.Spec.Rootfs is not null) return false;
        using (var root = SafePath.OpenRoot(rootfs))
        using (var found = SafePath.TryFind(root, "/usr/share/zoneinfo/" + zone))
        {
            if (found is null || SafePath.Status(found).Type != FileType.Regular) return false;
        }
        PrepareRootfs.MakeLink(rootfs, LocalTime, "../usr/share/zoneinfo/" + zone);
        return true;
    }

    // The zone's compiled rules (tzfile(5)) from the host: the image may carry none.
    private static byte[] TimeZoneFile(string zone)
    {
        var path = zone == "local" ? "/etc/localtime" : Path.Join("/usr/share/zoneinfo", zone);
        if (zone.Split('/').Contains("..") || !File.Exists(path))
            throw new EngineException(ErrorKind.InvalidArgument, $"time zone {zone}: unknown to this host", "`ls /usr/share/zoneinfo` lists the zones; Debian's are in the package tzdata");
        return SafePath.ReadHostFile(path, LargestHostFile);
    }

    private void Add(ContainerConfig config, Dictionary<string, string> files, string bundle, string inside, byte[] content)
    {
        var path = Path.Join(bundle, Path.GetFileName(inside));
        log.Writing(path);
        File.WriteAllBytes(path, content);
        // Readable by every user of the container, whatever the engine's umask is.
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        // The container's root may change them, as it may in an image.
        if (config.IdMaps is { } maps) PathOwner.Set(path, maps.HostUser(0), maps.HostGroup(0));
        files[inside] = path;
    }

    // Podman's keys, and the runtime's name as one more.
    private byte[] Environment(ContainerConfig config, string runtime) => Encoding.UTF8.GetBytes(
        $"engine=\"hull-{EngineVersion.Text}\"\nname=\"{config.Name}\"\nid=\"{config.Id}\"\nimage=\"{config.ImageName}\"\n"
        + $"imageid=\"{config.ImageId}\"\nrootless={(settings.Rootless ? 1 : 0)}\nruntime=\"{runtime}\"\n");

    internal static string HostText(string path) => TextFiles.ReadIfThere(path, LargestHostFile);
}
