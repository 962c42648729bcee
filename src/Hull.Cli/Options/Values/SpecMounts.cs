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
            if (other.Destination == mount.Destination && other.Type == mount.Type && other.Source == mount.Source && Same(other.Options, mount.Options)) return spec;
        }
        RequireFree(spec, mount.Destination);
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
            if (other.Dest == volume.Dest && other.Name == volume.Name && other.SubPath == volume.SubPath && Same(other.Options, volume.Options)) return spec;
        }
        RequireFree(spec, volume.Dest);
        return spec with { Volumes = [.. spec.Volumes ?? [], volume] };
    }

    /// <summary>Adds a directory below an overlay.</summary>
    /// <param name="spec">The spec so far.</param>
    /// <param name="overlay">The directory.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the destination is taken.</exception>
    public static ContainerSpec Add(ContainerSpec spec, OverlayVolume overlay)
    {
        foreach (var other in spec.OverlayVolumes ?? [])
        {
            if (other.Destination == overlay.Destination && other.Source == overlay.Source && Same(other.Options, overlay.Options)) return spec;
        }
        RequireFree(spec, overlay.Destination);
        return spec with { OverlayVolumes = [.. spec.OverlayVolumes ?? [], overlay] };
    }

    /// <summary>Adds an image.</summary>
    /// <param name="spec">The spec so far.</param>
    /// <param name="image">The image.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the destination is taken.</exception>
    public static ContainerSpec Add(ContainerSpec spec, ImageVolume image)
    {
        if ((spec.ImageVolumes ?? []).Contains(image)) return spec;
        RequireFree(spec, image.Destination);
        return spec with { ImageVolumes = [.. spec.ImageVolumes ?? [], image] };
    }

    /// <summary>The paths inside that a spec mounts something at.</summary>
    public static IEnumerable<string> Destinations(ContainerSpec spec) =>
    [
        .. (spec.Mounts ?? []).Select(static mount => mount.Destination),
        .. (spec.Volumes ?? []).Select(static volume => volume.Dest),
        .. (spec.OverlayVolumes ?? []).Select(static overlay => overlay.Destination),
        .. (spec.ImageVolumes ?? []).Select(static image => image.Destination),
    ];

    private static void RequireFree(ContainerSpec spec, string destination)
    {
        if (Destinations(spec).Contains(destination)) throw Wrong.Value($"{destination}: duplicate mount destination");
    }

    private static bool Same(IReadOnlyList<string>? one, IReadOnlyList<string>? other) => (one ?? []).SequenceEqual(other ?? []);
}
