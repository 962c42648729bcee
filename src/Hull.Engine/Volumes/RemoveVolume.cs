using Hull.Core;
using Hull.Engine.Events;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.Mounts;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Volumes;

/// <summary>Removes a volume: marks its row, deletes its files, then the row. A kill in between leaves the mark, by which the next command goes on.</summary>
internal sealed class RemoveVolume(StorePaths paths, VolumeStore store, EventWriter events, ILogger log)
{
    /// <summary>Removes one that no container uses.</summary>
    /// <exception cref="EngineException">NotFound: it has gone. Conflict, in Podman's words: containers use it.</exception>
    public void Run(string name)
    {
        using var lease = store.TryLease(name) ?? throw new EngineException(ErrorKind.NotFound, $"no volume with name \"{name}\" found: no such volume");
        var users = store.BeginRemoval(name);
        if (users.Count > 0) throw InUse(name, users);
        Finish(lease);
    }

    /// <summary>Goes on with a removal that was begun, if it was.</summary>
    public void FinishIfBegun(string name)
    {
        using var lease = store.TryLease(name);
        if (lease is { State.Removing: true }) Finish(lease);
    }

    private void Finish(VolumeLease lease)
    {
        VolumeLog.Deleting(log, lease.Name);
        // `volume mount` may hold it: with the volume that ends.
        if (lease.Config.IsMounted) Mount.Detach(paths.VolumeData(lease.Name));
        DeleteTree.Delete(paths.Volume(lease.Name));
        lease.Delete();
        events.Volume(EventStatus.Remove, lease.Name);
    }

    private static EngineException InUse(string name, IReadOnlyList<string> users) => new(
        ErrorKind.Conflict, $"volume {name} is being used by the following container(s): {string.Join(", ", users)}: volume is being used",
        "remove the containers first, or use --force, which removes them too");
}
