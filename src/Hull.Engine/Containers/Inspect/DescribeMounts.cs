using Hull.Oci.Runtime;

namespace Hull.Engine.Containers.Inspect;

/// <summary>The binds, volumes and tmpfs of a container, in the three forms in which `inspect` shows them.</summary>
internal static class DescribeMounts
{
    /// <summary>Mounts: binds and volumes, not tmpfs.</summary>
    public static IReadOnlyList<InspectedMount> Of(ContainerConfig config, InspectFacts facts)
    {
        var mounts = new List<InspectedMount>();
        foreach (var (inside, name) in config.ImageVolumes)
        {
            mounts.Add(new InspectedMount
            {
                Type = "volume",
                Name = name,
                Source = Path.Join(facts.Paths.Container(config.Id), "volumes", name),
                Destination = inside,
                Driver = "local",
                Options = [],
                IsWritable = true,
            });
        }
        foreach (var mount in config.Spec.Mounts ?? [])
        {
            if (mount.Type != "tmpfs") mounts.Add(OfBind(mount));
        }
        return mounts;
    }

    /// <summary>HostConfig.Binds: SOURCE:DESTINATION:OPTIONS.</summary>
    public static IReadOnlyList<string> Binds(ContainerConfig config)
    {
        var binds = new List<string>();
        foreach (var (inside, name) in config.ImageVolumes) binds.Add($"{name}:{inside}");
        foreach (var mount in config.Spec.Mounts ?? [])
        {
            if (mount.Type == "tmpfs") continue;
            var options = mount.Options is { Count: > 0 } some ? ":" + string.Join(',', some) : "";
            binds.Add($"{mount.Source}:{mount.Destination}{options}");
        }
        return binds;
    }

    /// <summary>HostConfig.Tmpfs: path → options.</summary>
    public static IReadOnlyDictionary<string, string> Tmpfs(ContainerConfig config)
    {
        var tmpfs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mount in config.Spec.Mounts ?? [])
        {
            if (mount.Type == "tmpfs") tmpfs[mount.Destination] = string.Join(',', mount.Options ?? []);
        }
        return tmpfs;
    }

    private static InspectedMount OfBind(RuntimeMount mount)
    {
        var writable = true;
        var propagation = "";
        var label = "";
        var others = new List<string>();
        foreach (var option in mount.Options ?? [])
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
            Type = "bind",
            Source = mount.Source ?? "",
            Destination = mount.Destination,
            Mode = label,
            Options = others,
            IsWritable = writable,
            Propagation = propagation,
        };
    }
}
