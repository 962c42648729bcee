using Hull.Oci.Runtime;

namespace Hull.Engine.Containers.Inspect;

/// <summary>The binds, volumes and tmpfs of a container, in the three forms in which `inspect` shows them.</summary>
internal static class DescribeMounts
{
    /// <summary>Mounts: binds and volumes, not tmpfs.</summary>
    public static IReadOnlyList<InspectedMount> Of(ContainerConfig config, InspectFacts facts)
    {
        var mounts = new List<InspectedMount>();
        foreach (var volume in config.Spec.Volumes ?? [])
        {
            mounts.Add(Of("volume", facts.Paths.VolumeData(volume.Name!), volume.Dest, volume.Options) with
            {
                Name = volume.Name,
                Driver = "local",
                SubPath = volume.SubPath,
            });
        }
        foreach (var image in config.Spec.ImageVolumes ?? [])
        {
            mounts.Add(new InspectedMount
            {
                Type = "image",
                Source = image.Source,
                Destination = image.Destination,
                IsWritable = image.ReadWrite,
                SubPath = image.SubPath,
            });
        }
        foreach (var mount in config.Spec.Mounts ?? [])
        {
            if (IsMemory(mount)) continue;
            mounts.Add(Of("bind", mount.Source ?? "", mount.Destination, [.. (mount.Options ?? []).Where(static option => !MountOptions.IsOwn(option))]));
        }
        foreach (var overlay in config.Spec.OverlayVolumes ?? []) mounts.Add(Of("bind", overlay.Source, overlay.Destination, overlay.Options));
        return mounts;
    }

    /// <summary>HostConfig.Binds: SOURCE:DESTINATION:OPTIONS.</summary>
    public static IReadOnlyList<string> Binds(ContainerConfig config)
    {
        var binds = new List<string>();
        foreach (var volume in config.Spec.Volumes ?? []) binds.Add(Bind(volume.Name!, volume.Dest, volume.Options ?? []));
        foreach (var mount in config.Spec.Mounts ?? [])
        {
            if (!IsMemory(mount)) binds.Add(Bind(mount.Source ?? "", mount.Destination, [.. (mount.Options ?? []).Where(static option => !MountOptions.IsOwn(option))]));
        }
        foreach (var overlay in config.Spec.OverlayVolumes ?? []) binds.Add(Bind(overlay.Source, overlay.Destination, overlay.Options ?? []));
        return binds;
    }

    /// <summary>HostConfig.Tmpfs: path → options.</summary>
    public static IReadOnlyDictionary<string, string> Tmpfs(ContainerConfig config)
    {
        var tmpfs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mount in config.Spec.Mounts ?? [])
        {
            if (IsMemory(mount)) tmpfs[mount.Destination] = string.Join(',', mount.Options ?? []);
        }
        return tmpfs;
    }

    private static bool IsMemory(RuntimeMount mount) => mount.Type is "tmpfs" or "ramfs";

    private static string Bind(string source, string destination, IReadOnlyList<string> options) =>
        options.Count > 0 ? $"{source}:{destination}:{string.Join(',', options)}" : $"{source}:{destination}";

    private static InspectedMount Of(string type, string source, string destination, IReadOnlyList<string>? options)
    {
        var writable = true;
        var propagation = "";
        var label = "";
        var others = new List<string>();
        foreach (var option in options ?? [])
        {
            switch (option)
            {
                case "ro":
                    writable = false;
                    break;
                case "rw":
                    break;
                case "shared" or "slave" or "private" or "rshared" or "rslave" or "rprivate" or "unbindable" or "runbindable":
                    propagation = option;
                    break;
                case "z" or "Z":
                    label = option;
                    break;
                default:
                    others.Add(option);
                    break;
            }
        }
        return new InspectedMount
        {
            Type = type,
            Source = source,
            Destination = destination,
            Mode = label,
            Options = others,
            IsWritable = writable,
            Propagation = propagation,
        };
    }
}
