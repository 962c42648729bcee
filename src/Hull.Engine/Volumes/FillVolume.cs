using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.Files;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Volumes;

/// <summary>
/// What the first uses of a volume do, by Podman's rules: an empty one gets the files that the image has at its place, and its directory the
/// owner, mode and times of the image's, or the container's user where the image has none. Once filled, or found with files in it, it is left alone.
/// </summary>
internal sealed class FillVolume(StorePaths paths, ILogger log)
{
    /// <summary>Fills and gives away what is still to be.</summary>
    /// <param name="lease">The volume's lease; the volume is mounted, if it is one that is.</param>
    /// <param name="use">Where and how the container uses it.</param>
    /// <param name="rootfs">The container's root file system, mounted.</param>
    /// <param name="owner">The container's user, as this process numbers users.</param>
    /// <exception cref="EngineException">The files cannot be copied.</exception>
    public void Run(VolumeLease lease, NamedVolume use, string rootfs, (uint Uid, uint Gid) owner)
    {
        var state = lease.State;
        if (state is { NeedsCopyUp: false, NeedsChown: false }) return;
        var data = paths.VolumeData(lease.Name);
        using var root = SafePath.OpenRoot(rootfs);
        using var found = SafePath.TryFind(root, use.Dest);
        var image = found is not null && SafePath.Status(found).Type == FileType.Directory ? found : null;
        var isEmpty = IsEmpty(data);
        var copied = isEmpty && state.NeedsCopyUp && image is not null && use.Options?.Contains(MountOptions.NoCopy) != true && HasFiles(image);
        if (copied)
        {
            VolumeLog.Filling(log, lease.Name, use.Dest);
            CopyUp.Into(image!, data, use.Dest);
        }
        if (isEmpty && state.NeedsChown) GiveAway(lease.Name, data, image, owner);
        var next = state with { NeedsCopyUp = state.NeedsCopyUp && !copied, NeedsChown = state.NeedsChown && isEmpty && !copied };
        if (next != state) lease.Save(next);
    }

    private static bool IsEmpty(string directory) => !Directory.EnumerateFileSystemEntries(directory).Any();

    private static bool HasFiles(SafeFileHandle found)
    {
        using var directory = DirectoryHandle.Open(found);
        return directory.ReadNames().Count > 0;
    }

    private void GiveAway(string name, string data, SafeFileHandle? image, (uint Uid, uint Gid) owner)
    {
        using var directory = DirectoryHandle.Open(data);
        if (image is null)
        {
            VolumeLog.GivingTo(log, name, owner.Uid, owner.Gid);
            FileMetadata.SetOwner(directory.Handle, owner.Uid, owner.Gid);
            return;
        }
        var status = SafePath.Status(image);
        VolumeLog.GivingTo(log, name, status.Uid, status.Gid);
        FileMetadata.SetOwner(directory.Handle, status.Uid, status.Gid);
        FileMetadata.SetMode(directory.Handle, status.Mode);
        FileMetadata.SetTimes(directory.Handle, status.AccessTime, status.ModifyTime);
    }

}
