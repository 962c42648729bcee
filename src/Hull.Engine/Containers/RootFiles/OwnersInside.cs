using Hull.Engine.Containers.Ids;
using Hull.Engine.Store;
using Hull.Linux;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>
/// Turns owners of files of a container with a user namespace of its own back into those that the container knows: an image or archive is
/// made of these.
/// </summary>
internal static class OwnersInside
{
    // What the container sees of an owner that it has no number for (fs.overflowuid).
    private const uint Nobody = 65534;

    /// <summary>Of its root file system as it is mounted, which shows the host's numbers; null where nothing is to be turned.</summary>
    public static Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? OfMounted(ContainerConfig config) =>
        // A directory of the host as root file system is bound as it is.
        config.IdMaps is { } maps && config.Spec is not { Rootfs: not null, RootfsOverlay: not true } ? Back(maps) : null;

    /// <summary>Of what it has written; null where nothing is to be turned.</summary>
    public static Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? OfUpper(StorePaths paths, ContainerConfig config) =>
        config.IdMaps is { } maps && MountMapped.IsUpperShifted(paths, config) ? Back(maps) : null;

    /// <summary>A file's status with its owner turned.</summary>
    public static FileStatus Turn(FileStatus status, Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? map)
    {
        if (map is null) return status;
        var (uid, gid) = map((status.Uid, status.Gid));
        return status with { Uid = uid, Gid = gid };
    }

    private static Func<(uint Uid, uint Gid), (uint Uid, uint Gid)> Back(IdMaps maps) =>
        owner => (maps.ContainerUser(owner.Uid) ?? Nobody, maps.ContainerGroup(owner.Gid) ?? Nobody);
}
