using Hull.Core;
using Hull.Engine.Containers.RootFiles;
using Hull.Engine.Store;
using Hull.Linux.Mounts;

namespace Hull.Engine.Containers;

/// <summary>Mounts a container's root file system for the user to look at and change (`mount`), and unmounts it.</summary>
internal sealed class MountContainer(StorePaths paths, ContainerStore store, MountRootfs mountRootfs)
{
    /// <summary>Mounts it, or counts one more who wants it mounted.</summary>
    /// <returns>Where.</returns>
    /// <exception cref="EngineException">NotFound; InvalidState: it is being removed; or the kernel refuses.</exception>
    public string Mount(string id)
    {
        using var lease = store.Lease(id);
        if (lease.State.Status == ContainerStatus.Removing)
            throw new EngineException(ErrorKind.InvalidState, $"mounting container {id}: it is being removed: container state improper");
        var merged = paths.Merged(id);
        var isMounted = OpenRootfs.IsMounted(merged);
        // Recorded before it is done: a kill in between leaves a count without a mount, which the next one takes for none.
        lease.Save(lease.State with { UserMounts = (isMounted ? lease.State.UserMounts : 0) + 1 });
        if (!isMounted) mountRootfs.Run(lease.Config);
        return merged;
    }

    /// <summary>Takes one mount back, and unmounts where it was the last; one that is not mounted is left as it is.</summary>
    /// <param name="id">The full id.</param>
    /// <param name="force">Whether all are taken back at once.</param>
    /// <exception cref="EngineException">NotFound; InvalidState: the container runs, and nobody but it has it mounted.</exception>
    public void Unmount(string id, bool force)
    {
        using var lease = store.Lease(id);
        var runs = lease.State.Status is not (ContainerStatus.Configured or ContainerStatus.Exited) && ExitObservation.IsAlive(lease.State);
        var merged = paths.Merged(id);
        if (!OpenRootfs.IsMounted(merged))
        {
            if (lease.State.UserMounts > 0) lease.Save(lease.State with { UserMounts = 0 });
            return;
        }

        var left = force || lease.State.UserMounts == 0 ? 0 : lease.State.UserMounts - 1;
        if (lease.State.UserMounts == 0 && runs && !force)
        {
            throw new EngineException(
                ErrorKind.InvalidState, $"cannot unmount storage for container {id} as it is running or paused: container state improper",
                $"stop it first: `hull stop {lease.Config.Name}`");
        }

        if (left == 0 && !runs) Linux.Mounts.Mount.Detach(merged);
        lease.Save(lease.State with { UserMounts = left });
    }

    /// <summary>Those of the containers that are mounted now, by whomever, with the place.</summary>
    public IReadOnlyList<(ContainerRecord Container, string Place)> Mounted(IEnumerable<ContainerRecord> records)
    {
        var places = MountTable.Read().Select(entry => entry.MountPoint).ToHashSet(StringComparer.Ordinal);
        return [.. from record in records let place = paths.Merged(record.Config.Id) where places.Contains(place) select (record, place)];
    }
}
