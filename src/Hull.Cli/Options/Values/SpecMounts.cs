using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Cli.Options.Values;

/// <summary>Adds mounts to a spec; a destination can be taken once, unless the very same is asked again.</summary>
internal static class SpecMounts
{
    /// <summary>Adds a mount.</summary>
    /// <param name="spec">The spec so far.</param>
    /// <param name="mount">The mount.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the destination is taken.</exception>
    public static ContainerSpec Add(ContainerSpec spec, RuntimeMount mount)
    {
        foreach (var other in spec.Mounts ?? [])
        {
            if (other.Destination != mount.Destination) continue;
            if (other.Type == mount.Type && other.Source == mount.Source && Same(other.Options, mount.Options)) return spec;
            throw Taken(mount.Destination);
        }
        foreach (var volume in spec.Volumes ?? [])
            if (volume.Dest == mount.Destination) throw Taken(mount.Destination);
        return spec with { Mounts = [.. spec.Mounts ?? [], mount] };
    }

    /// <summary>Adds a volume.</summary>
    /// <param name="spec">The spec so far.</param>
    /// <param name="volume">The volume.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the destination is taken.</exception>
    public static ContainerSpec Add(ContainerSpec spec, NamedVolume volume)
    {
        foreach (var other in spec.Volumes ?? [])
        {
            if (other.Dest != volume.Dest) continue;
            if (other.Name == volume.Name && Same(other.Options, volume.Options)) return spec;
            throw Taken(volume.Dest);
        }
        foreach (var mount in spec.Mounts ?? [])
            if (mount.Destination == volume.Dest) throw Taken(volume.Dest);
        return spec with { Volumes = [.. spec.Volumes ?? [], volume] };
    }

    private static bool Same(IReadOnlyList<string>? one, IReadOnlyList<string>? other) => (one ?? []).SequenceEqual(other ?? []);

    private static Core.EngineException Taken(string destination) => Wrong.Value($"{destination}: duplicate mount destination");
}
