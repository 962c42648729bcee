using Hull.Engine.Store;

namespace Hull.Engine.Volumes;

/// <summary>A volume as `volume inspect` shows it.</summary>
internal static class DescribeVolume
{
    /// <summary>Describes it.</summary>
    /// <param name="record">The volume.</param>
    /// <param name="paths">Where everything lies.</param>
    /// <param name="mounts">How many hold it mounted.</param>
    /// <param name="zone">The time zone that times are told in.</param>
    public static InspectedVolume Of(VolumeRecord record, StorePaths paths, int mounts, TimeZoneInfo zone) => new()
    {
        Name = record.Config.Name,
        Mountpoint = paths.VolumeData(record.Config.Name),
        CreatedAt = TimeZoneInfo.ConvertTime(record.Config.Created, zone),
        Labels = record.Config.Labels,
        Options = record.Config.Options,
        Uid = record.Config.Uid,
        Gid = record.Config.Gid,
        Anonymous = record.Config.Anonymous,
        MountCount = mounts,
        NeedsCopyUp = record.State.NeedsCopyUp,
        NeedsChown = record.State.NeedsChown,
        Timeout = record.Config.Timeout,
    };
}
