using Hull.Engine.Cdi;
using Hull.Engine.Configuration;
using Hull.Linux;

namespace Hull.Engine.Containers;

/// <summary>Looks at the host's paths that a request names: bind sources, devices, namespace files, zones, seccomp profiles. The only I/O before a decision.</summary>
internal static class HostPaths
{
    /// <summary>The administrator's seccomp profile: where it exists, it stands in place of the vendor's.</summary>
    public const string SeccompOverride = "/etc/containers/seccomp.json";

    /// <summary>The vendor's seccomp profile.</summary>
    public const string SeccompDefault = "/usr/share/containers/seccomp.json";

    /// <summary>Where time zones lie.</summary>
    public const string ZoneInfo = "/usr/share/zoneinfo/";

    private const ulong NoSuid = 2;
    private const ulong NoDev = 4;
    private const ulong NoExec = 8;

    /// <summary>Path as named → what lies there, for each path that ResolveContainer will ask about.</summary>
    /// <param name="spec">What was asked.</param>
    /// <param name="settings">The settings, which may add mounts and devices.</param>
    /// <param name="lent">What other containers share with it.</param>
    public static IReadOnlyDictionary<string, HostPath> Of(ContainerSpec spec, EngineSettings settings, LentMounts? lent = null)
    {
        var found = new Dictionary<string, HostPath>(StringComparer.Ordinal);
        foreach (var mount in spec.Mounts ?? [])
        {
            if (MountOptions.IsBind(mount) && !string.IsNullOrEmpty(mount.Source)) found.TryAdd(mount.Source, Look(mount.Source));
        }

        if (!string.IsNullOrEmpty(spec.Rootfs)) found.TryAdd(spec.Rootfs, Look(spec.Rootfs));
        foreach (var overlay in spec.OverlayVolumes ?? []) found.TryAdd(overlay.Source, Look(overlay.Source));
        foreach (var bind in (lent ?? LentMounts.None).Binds.Values) found.TryAdd(bind.Source!, Look(bind.Source!));
        foreach (var volume in settings.Containers.Volumes)
        {
            if (VolumeArgument.Parse(volume).Bind?.Source is { } source) found.TryAdd(source, Look(source));
        }

        foreach (var device in spec.Devices ?? []) AddDevice(found, device.Path);
        foreach (var device in settings.Containers.Devices) AddDevice(found, device);
        foreach (var mode in (ReadOnlySpan<NamespaceMode>)[
            spec.PidNamespace, spec.UtsNamespace, spec.IpcNamespace, spec.CgroupNamespace, spec.NetworkNamespace, spec.UserNamespace])
        {
            if (mode is { Mode: "path", Value.Length: > 0 }) found.TryAdd(mode.Value, Look(mode.Value));
        }

        foreach (var device in DeviceLimits.Paths(spec)) AddDevice(found, device);
        if (spec.BaseHostsFile is { Length: > 0 } hosts && hosts[0] == '/') found.TryAdd(hosts, Look(hosts));
        AddSeccomp(found, spec.SeccompProfilePath ?? settings.Containers.SeccompProfile);
        var zone = spec.Timezone ?? settings.Containers.Tz;
        if (zone.Length > 0 && zone != "local") found.TryAdd(ZoneInfo + zone, Look(ZoneInfo + zone));
        return found;
    }

    /// <summary>Looks at one path.</summary>
    /// <param name="path">Absolute, or relative to the working directory.</param>
    public static HostPath Look(string path)
    {
        var full = Path.GetFullPath(path);
        if (!PathStatus.TryRead(full, out var status, out var errno))
            return Missing(full, errno) with { IsLink = PathStatus.TryRead(full, out var link, out _, follow: false) && link.IsLink };
        HostKernel.TryMountFlags(full, out var flags, out _);
        return Describe(full, status) with
        {
            NoSuid = (flags & NoSuid) != 0,
            NoDev = (flags & NoDev) != 0,
            NoExec = (flags & NoExec) != 0,
        };
    }

    private static void AddSeccomp(Dictionary<string, HostPath> found, string profile)
    {
        if (profile == "unconfined") return;
        if (profile.Length > 0)
        {
            found.TryAdd(profile, Look(profile));
            return;
        }

        found.TryAdd(SeccompOverride, Look(SeccompOverride));
        if (found[SeccompOverride].Kind == HostPathKind.Missing) found.TryAdd(SeccompDefault, Look(SeccompDefault));
    }

    private static void AddDevice(Dictionary<string, HostPath> found, string argument)
    {
        var source = DeviceArgument.SourceOf(argument);
        if (source.Length == 0 || found.ContainsKey(source) || CdiName.IsMeant(argument)) return;
        var target = Path.Exists(source) ? File.ResolveLinkTarget(source, returnFinalTarget: true)?.FullName ?? source : source;
        var host = Look(target);
        found[source] = host.Kind == HostPathKind.Directory ? host with { Devices = Below(host.FullPath) } : host;
    }

    private static List<HostPath> Below(string directory)
    {
        var devices = new List<HostPath>();
        foreach (var path in Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            if (!PathStatus.TryRead(path, out var status, out _, follow: false)) continue;
            if (status.IsCharacterDevice || status.IsBlockDevice) devices.Add(Describe(path, status));
        }

        devices.Sort((left, right) => string.CompareOrdinal(left.FullPath, right.FullPath));
        return devices;
    }

    private static HostPath Missing(string path, int errno) =>
        new() { Kind = HostPathKind.Missing, FullPath = path, Error = HostKernel.Reason(errno) };

    private static HostPath Describe(string path, PathStatus status) => new()
    {
        Kind = KindOf(status),
        FullPath = path,
        Major = status.RdevMajor,
        Minor = status.RdevMinor,
        Mode = status.Permissions,
        Uid = status.Uid,
        Gid = status.Gid,
    };

    private static HostPathKind KindOf(PathStatus status)
    {
        if (status.IsDirectory) return HostPathKind.Directory;
        if (status.IsCharacterDevice) return HostPathKind.CharacterDevice;
        return status.IsBlockDevice ? HostPathKind.BlockDevice : HostPathKind.File;
    }
}
