using Hull.Engine.Store;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>What of the host a start would mount into a container: binds and volumes, the outermost first.</summary>
internal static class HostMounts
{
    /// <summary>Lists them.</summary>
    public static IReadOnlyList<HostMount> Of(ContainerConfig config, StorePaths paths)
    {
        var mounts = new List<HostMount>();
        foreach (var volume in config.Spec.Volumes ?? [])
            mounts.Add(new HostMount(volume.Dest, paths.VolumeData(volume.Name!), volume.Options?.Contains("ro") == true) { SubPath = volume.SubPath });
        foreach (var mount in config.Spec.Mounts ?? [])
        {
            if (MountOptions.IsBind(mount) && mount.Source is { Length: > 0 } source)
                mounts.Add(new HostMount(mount.Destination, source, mount.Options?.Contains("ro") == true));
        }
        return [.. mounts.OrderBy(static mount => ContainerPath.Depth(mount.Destination))];
    }
}
