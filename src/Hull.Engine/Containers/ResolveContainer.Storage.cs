using System.Globalization;
using Hull.Core;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <content>Mounts, volumes of the image, shared memory.</content>
internal sealed partial class ResolveContainer
{
    private static readonly string[] WritableOfReadOnly = ["/run", "/tmp", "/var/tmp"];

    private sealed record Storage
    {
        public required IReadOnlyList<RuntimeMount> Mounts { get; init; }
        public required IReadOnlyDictionary<string, string> ImageVolumes { get; init; }
        public required IReadOnlyList<LinuxDevice> Devices { get; init; }
        public required IReadOnlyList<LinuxDeviceCgroup> DeviceRules { get; init; }
        public required long ShmSize { get; init; }
        public required bool ReadOnly { get; init; }
        public required bool ReadWriteTmpfs { get; init; }
        public required string ImageVolumeMode { get; init; }
        public string? Rootfs { get; init; }
    }

    private Storage DecideStorage(Namespaces namespaces, bool privileged)
    {
        var readOnly = _spec.ReadOnlyFilesystem ?? _request.Settings.Containers.ReadOnly;
        var writable = readOnly && (_spec.ReadWriteTmpfs ?? true);
        var mode = DecideImageVolumeMode();
        var (mounts, volumes) = DecideMounts(mode, writable);
        var (devices, rules) = DecideDevices(privileged);
        return new Storage
        {
            Mounts = mounts,
            ImageVolumes = volumes,
            Devices = devices,
            DeviceRules = rules,
            ShmSize = DecideShmSize(namespaces),
            ReadOnly = readOnly,
            ReadWriteTmpfs = writable,
            ImageVolumeMode = mode,
            Rootfs = DecideRootfs(),
        };
    }

    private string? DecideRootfs()
    {
        if (string.IsNullOrEmpty(_spec.Rootfs)) return null;
        var found = Path(_spec.Rootfs);
        if (found.Kind == HostPathKind.Missing) throw new EngineException(ErrorKind.NotFound, $"rootfs {found.FullPath}: stat {found.FullPath}: {found.Error}");
        if (found.Kind != HostPathKind.Directory) throw Invalid($"rootfs {found.FullPath}: not a directory");
        return found.FullPath != "/" || _spec.RootfsOverlay == true
            ? found.FullPath
            : throw new EngineException(ErrorKind.InvalidArgument, "rootfs /: the host's own root cannot be written to by a container", "overlay it: --rootfs /:O");
    }

    private string DecideImageVolumeMode()
    {
        var mode = string.IsNullOrEmpty(_spec.ImageVolumeMode) ? _request.Settings.Engine.ImageVolumeMode : _spec.ImageVolumeMode;
        return mode switch
        {
            // The word of Podman before 5.
            "bind" or "anonymous" => "anonymous",
            "tmpfs" or "ignore" => mode,
            _ => throw Invalid($"invalid image volume mode \"{mode}\" required value: anonymous, tmpfs, ignore"),
        };
    }

    private (List<RuntimeMount> Mounts, Dictionary<string, string> Volumes) DecideMounts(string imageVolumeMode, bool writableTmpfs)
    {
        var mounts = new List<RuntimeMount>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var volumes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mount in _spec.Mounts ?? [])
        {
            var target = Target(mount.Destination);
            if (!taken.Add(target)) throw Duplicate(target);
            mounts.Add(DecideMount(mount, target));
        }

        foreach (var volume in _spec.Volumes ?? [])
        {
            var target = Target(volume.Dest);
            if (!taken.Add(target)) throw Duplicate(target);
            AddVolume(volumes, volume, target);
        }

        foreach (var argument in _request.Settings.Containers.Volumes) AddConfigured(mounts, volumes, taken, VolumeArgument.Parse(argument));
        AddImageVolumes(mounts, volumes, taken, imageVolumeMode);
        if (!writableTmpfs) return (mounts, volumes);
        foreach (var target in WritableOfReadOnly)
        {
            if (taken.Add(target)) mounts.Add(Tmpfs(target, []));
        }

        return (mounts, volumes);
    }

    private RuntimeMount DecideMount(RuntimeMount mount, string target)
    {
        if (MountOptions.IsBind(mount)) return Bind(mount, target);
        return mount.Type switch
        {
            "tmpfs" => Tmpfs(target, mount.Options ?? []),
            null or "" or "none" => throw Invalid($"{target}: a mount must have a type"),
            "devpts" or "mqueue" or "proc" or "sysfs" or "cgroup" => throw Later($"mount type {mount.Type}"),
            _ => throw Invalid($"invalid filesystem type \"{mount.Type}\""),
        };
    }

    private RuntimeMount Bind(RuntimeMount mount, string target)
    {
        if (string.IsNullOrEmpty(mount.Source)) throw Invalid($"{target}: host directory cannot be empty");
        var source = Path(mount.Source);
        if (source.Kind == HostPathKind.Missing)
        {
            throw new EngineException(
                ErrorKind.NotFound, $"statfs {source.FullPath}: {source.Error}", "make the directory first: hull does not make missing bind sources");
        }

        return new RuntimeMount
        {
            Destination = target,
            Type = "bind",
            Source = source.FullPath,
            Options = MountOptions.OfBind(mount.Options ?? [], source, _host.Selinux),
        };
    }

    private static RuntimeMount Tmpfs(string target, IReadOnlyList<string> options) =>
        new() { Destination = target, Type = "tmpfs", Source = "tmpfs", Options = MountOptions.OfTmpfs(options) };

    private void AddConfigured(List<RuntimeMount> mounts, Dictionary<string, string> volumes, HashSet<string> taken, VolumeArgument argument)
    {
        var target = Target(argument.Bind?.Destination ?? argument.Volume!.Dest);
        // The caller's wish for the same place comes before containers.conf.
        if (!taken.Add(target)) return;
        if (argument.Bind is { } bind) mounts.Add(Bind(bind, target));
        else AddVolume(volumes, argument.Volume!, target);
    }

    private static void AddVolume(Dictionary<string, string> volumes, NamedVolume volume, string target)
    {
        if (!string.IsNullOrEmpty(volume.Name))
        {
            throw new EngineException(
                ErrorKind.Unsupported,
                $"volume {volume.Name}: named volumes are not supported by this version of hull",
                "bind a directory instead: -v /directory:" + target);
        }

        volumes[target] = volumes.Count.ToString(CultureInfo.InvariantCulture);
    }

    private void AddImageVolumes(List<RuntimeMount> mounts, Dictionary<string, string> volumes, HashSet<string> taken, string mode)
    {
        if (mode == "ignore" || _request.Image.Defaults.Volumes is not { Count: > 0 } declared) return;
        var targets = new List<string>(declared.Count);
        foreach (var given in declared.Keys) targets.Add(ContainerPath.Clean("/" + given));
        targets.Sort(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            if (target.Length == 1 || !taken.Add(target)) continue;
            if (mode == "tmpfs") mounts.Add(Tmpfs(target, ["exec"]));
            else volumes[target] = volumes.Count.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static string Target(string destination)
    {
        if (destination.Length == 0) throw Invalid("container directory cannot be empty");
        if (destination[0] != '/') throw Invalid($"invalid container path \"{destination}\", must be an absolute path");
        var clean = ContainerPath.Clean(destination);
        return clean.Length > 1 ? clean : throw Invalid($"invalid container path \"{destination}\", a mount would hide the whole image");
    }

    private static EngineException Duplicate(string target) => Invalid($"{target}: duplicate mount destination");

    private long DecideShmSize(Namespaces namespaces)
    {
        if (_spec.ShmSize is not { } asked) return _request.Settings.Containers.ShmSize;
        if (namespaces.Ipc.Mode is "host" or "none")
            throw Invalid($"invalid config provided: cannot set shmsize when running in the {namespaces.Ipc.Mode} IPC Namespace");
        return asked >= 0 ? asked : throw Invalid($"invalid shm size {asked}: must not be negative");
    }
}
