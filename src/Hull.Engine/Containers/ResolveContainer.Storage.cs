using Hull.Core;
using Hull.Engine.Containers.Ids;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <content>Mounts, volumes of the image, shared memory.</content>
internal sealed partial class ResolveContainer
{
    private static readonly string[] WritableOfReadOnly = ["/run", "/tmp", "/var/tmp"];

    private sealed record Storage
    {
        public required IReadOnlyList<RuntimeMount> Mounts { get; init; }
        public required IReadOnlyList<NamedVolume> Volumes { get; init; }
        public required IReadOnlyList<OverlayVolume> Overlays { get; init; }
        public required IReadOnlyList<ImageVolume> Images { get; init; }
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
        var mode = _conflicts.Try(DecideImageVolumeMode, "ignore");
        var mounts = _conflicts.Try(() => DecideMounts(mode, writable), new Gathered());
        var (devices, rules) = _conflicts.Try(() => DecideDevices(privileged), ([], []));
        return new Storage
        {
            Mounts = mounts.Plain,
            Volumes = mounts.Volumes,
            Overlays = mounts.Overlays,
            Images = mounts.Images,
            Devices = devices,
            DeviceRules = rules,
            ShmSize = _conflicts.Try(() => DecideShmSize(namespaces), 0),
            ReadOnly = readOnly,
            ReadWriteTmpfs = writable,
            ImageVolumeMode = mode,
            Rootfs = _conflicts.Try(DecideRootfs, null),
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

    /// <summary>What is mounted, as it is gathered: what is asked for comes before containers.conf, that before --volumes-from, that before the image's.</summary>
    private sealed class Gathered
    {
        private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

        public List<RuntimeMount> Plain { get; } = [];

        public List<NamedVolume> Volumes { get; } = [];

        public List<OverlayVolume> Overlays { get; } = [];

        public List<ImageVolume> Images { get; } = [];

        public bool Takes(string target) => _taken.Add(target);

        public string Require(string target) => Takes(target) ? target : throw Invalid($"{target}: duplicate mount destination");
    }

    private Gathered DecideMounts(string imageVolumeMode, bool writableTmpfs)
    {
        var gathered = new Gathered();
        AddAsked(gathered);
        foreach (var argument in _request.Settings.Containers.Volumes) AddConfigured(gathered, VolumeArgument.Parse(argument));
        AddLent(gathered);
        AddImageVolumes(gathered, imageVolumeMode);
        if (!writableTmpfs) return gathered;
        foreach (var target in WritableOfReadOnly)
        {
            if (gathered.Takes(target)) gathered.Plain.Add(Tmpfs("tmpfs", target, []));
        }

        return gathered;
    }

    private void AddAsked(Gathered gathered)
    {
        foreach (var mount in _spec.Mounts ?? [])
        {
            var target = gathered.Require(Target(mount.Destination));
            gathered.Plain.Add(DecideMount(mount, target));
        }

        foreach (var volume in _spec.Volumes ?? [])
        {
            var target = gathered.Require(Target(volume.Dest));
            AddVolume(gathered, volume, target);
        }

        foreach (var overlay in _spec.OverlayVolumes ?? [])
        {
            var target = gathered.Require(Target(overlay.Destination));
            gathered.Overlays.Add(DecideOverlay(overlay, target));
        }

        foreach (var image in _spec.ImageVolumes ?? [])
        {
            var target = gathered.Require(Target(image.Destination));
            var found = _request.MountedImages[image.Source];
            if (image.SubPath is { Length: > 0 } path && path[0] != '/') throw Invalid($"volume subpath \"{path}\" must be an absolute path");
            gathered.Images.Add(image with { Destination = target, ImageId = found.Id, Layers = found.Layers });
        }
    }

    private OverlayVolume DecideOverlay(OverlayVolume overlay, string target)
    {
        var source = Path(overlay.Source);
        if (source.Kind == HostPathKind.Missing) throw MissingSource(source);
        if (source.Kind != HostPathKind.Directory) throw Invalid($"{source.FullPath}: an overlay can only be laid over a directory");
        var (upper, work) = (false, false);
        foreach (var option in overlay.Options ?? [])
        {
            upper |= option.StartsWith("upperdir=/", StringComparison.Ordinal);
            work |= option.StartsWith("workdir=/", StringComparison.Ordinal);
            if (option is not ("O" or MountOptions.Chown) && !option.StartsWith("upperdir=/", StringComparison.Ordinal) && !option.StartsWith("workdir=/", StringComparison.Ordinal))
                throw Invalid($"unknown mount option \"{option}\": invalid mount option");
        }
        if (upper != work) throw Invalid("must set both `upperdir` and `workdir`");
        return overlay with { Destination = target, Source = source.FullPath, Options = overlay.Options ?? [] };
    }

    private void AddLent(Gathered gathered)
    {
        foreach (var (target, mount) in _request.Lent.Binds)
        {
            if (gathered.Takes(target)) gathered.Plain.Add(Bind(mount, target));
        }

        foreach (var (target, volume) in _request.Lent.Volumes)
        {
            if (gathered.Takes(target)) AddVolume(gathered, volume, target);
        }

        _warnings.AddRange(_request.Lent.Warnings);
    }

    private RuntimeMount DecideMount(RuntimeMount mount, string target)
    {
        if (MountOptions.IsBind(mount)) return Bind(mount, target);
        return mount.Type switch
        {
            "tmpfs" or "ramfs" => Tmpfs(mount.Type, target, mount.Options ?? []),
            "devpts" => new RuntimeMount { Destination = target, Type = "devpts", Source = "devpts", Options = mount.Options ?? [] },
            null or "" or "none" => throw Invalid($"{target}: a mount must have a type"),
            "mqueue" or "proc" or "sysfs" or "cgroup" => throw new EngineException(ErrorKind.Unsupported, $"{target}: a mount of type {mount.Type} is the engine's own: --pid, --ipc, --cgroupns and --security-opt say what it shows"),
            _ => throw Invalid($"invalid filesystem type \"{mount.Type}\""),
        };
    }

    private RuntimeMount Bind(RuntimeMount mount, string target)
    {
        if (string.IsNullOrEmpty(mount.Source)) throw Invalid($"{target}: host directory cannot be empty");
        var source = Path(mount.Source);
        // A link that is to be mounted as one may lead nowhere.
        if (source.Kind == HostPathKind.Missing && !(source.IsLink && mount.Options?.Contains(MountOptions.NoDereference) == true)) throw MissingSource(source);

        var options = MountOptions.OfBind(mount.Options ?? [], source, _host.Selinux);
        CheckIdMap(target, options);
        return new RuntimeMount { Destination = target, Type = "bind", Source = source.FullPath, Options = options };
    }

    private void CheckIdMap(string target, IReadOnlyList<string> options)
    {
        if (MountIdMap.OptionOf(options) is not { } option) return;
        if (_host.Rootless)
            throw new EngineException(ErrorKind.Unsupported, $"{target}: mount option idmap: the kernel lets only root of the host map the owners of a mount", "give the files to the container's user with the option U");
        MountIdMap.Of(option, null);
    }

    private static EngineException MissingSource(HostPath source) => new(
        ErrorKind.NotFound, $"statfs {source.FullPath}: {source.Error}", "make the directory first: hull does not make missing bind sources");

    private RuntimeMount Tmpfs(string type, string target, IReadOnlyList<string> options)
    {
        var decided = MountOptions.OfTmpfs(options, isRamfs: type == "ramfs");
        if (_host.Rootless && decided.Contains("noswap"))
            throw Invalid("the 'noswap' option is only allowed with rootful tmpfs mounts: must provide an argument for option");
        // The kernel's ramfs has no limit and says nothing of one that is asked for.
        if (type == "ramfs" && decided.FirstOrDefault(static option => option.StartsWith("size=", StringComparison.Ordinal)) is { } size)
            _warnings.Add($"{target}: {size} has no effect on a ramfs, which takes as much memory as is written to it");
        return new RuntimeMount { Destination = target, Type = type, Source = type, Options = decided };
    }

    private void AddConfigured(Gathered gathered, VolumeArgument argument)
    {
        var target = Target(argument.Bind?.Destination ?? argument.Volume!.Dest);
        // The caller's wish for the same place comes before containers.conf.
        if (!gathered.Takes(target)) return;
        if (argument.Bind is { } bind) gathered.Plain.Add(Bind(bind, target));
        else AddVolume(gathered, argument.Volume!, target);
    }

    private void AddVolume(Gathered gathered, NamedVolume volume, string target)
    {
        var anonymous = string.IsNullOrEmpty(volume.Name);
        if (!anonymous) Volumes.ResolveVolume.CheckName(volume.Name!, $"creating named volume \"{volume.Name}\": ");
        var given = volume.Options ?? [];
        if (anonymous && given.Contains(NamedVolume.NoCreate)) throw Invalid("the 'nocreate' option is only allowed with named volumes: invalid mount option");
        CheckIdMap(target, given);
        gathered.Volumes.Add(volume with
        {
            Name = anonymous ? _request.NewVolumeName() : volume.Name,
            IsAnonymous = anonymous || volume.IsAnonymous,
            Dest = target,
            // An overlay over a volume knows no other words.
            Options = given.Contains("O") ? [.. given] : MountOptions.OfVolume(given, _host.Selinux),
        });
    }

    private void AddImageVolumes(Gathered gathered, string mode)
    {
        if (mode == "ignore" || _request.Image.Defaults.Volumes is not { Count: > 0 } declared) return;
        var targets = new List<string>(declared.Count);
        foreach (var given in declared.Keys) targets.Add(ContainerPath.Clean("/" + given));
        targets.Sort(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            if (target.Length == 1 || !gathered.Takes(target)) continue;
            if (mode == "tmpfs") gathered.Plain.Add(Tmpfs("tmpfs", target, ["exec"]));
            else AddVolume(gathered, new NamedVolume { Dest = target, Options = ["rprivate", "rw", "nodev", "exec"] }, target);
        }
    }

    private static string Target(string destination)
    {
        if (destination.Length == 0) throw Invalid("container directory cannot be empty");
        if (destination[0] != '/') throw Invalid($"invalid container path \"{destination}\", must be an absolute path");
        var clean = ContainerPath.Clean(destination);
        return clean.Length > 1 ? clean : throw Invalid($"invalid container path \"{destination}\", a mount would hide the whole image");
    }

    private long DecideShmSize(Namespaces namespaces)
    {
        if (_spec.ShmSize is not { } asked) return _request.Settings.Containers.ShmSize;
        if (namespaces.Ipc.Mode is "host" or "none")
            throw Invalid($"invalid config provided: cannot set shmsize when running in the {namespaces.Ipc.Mode} IPC Namespace");
        return asked >= 0 ? asked : throw Invalid($"invalid shm size {asked}: must not be negative");
    }
}
