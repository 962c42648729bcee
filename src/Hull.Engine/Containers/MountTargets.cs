namespace Hull.Engine.Containers;

/// <summary>Where things are mounted that somebody asked for.</summary>
internal static class MountTargets
{
    /// <summary>The paths inside of all mounts of a spec, in the order in which `ps` shows them.</summary>
    public static IEnumerable<string> Of(ContainerSpec spec) =>
    [
        .. (spec.Mounts ?? []).Select(static mount => mount.Destination),
        .. (spec.Volumes ?? []).Select(static volume => volume.Dest),
        .. (spec.OverlayVolumes ?? []).Select(static overlay => overlay.Destination),
        .. (spec.ImageVolumes ?? []).Select(static image => image.Destination),
    ];
}
