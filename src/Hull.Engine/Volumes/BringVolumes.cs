using Hull.Core;
using Hull.Engine.Containers;
using Hull.Linux.FileLocks;
using Microsoft.Data.Sqlite;

namespace Hull.Engine.Volumes;

/// <summary>
/// The volumes that a new container brings with it: anonymous ones, and named ones that are not there yet. Their rows are written in the
/// container's own transaction; the names that are new are locked until their directories are made.
/// </summary>
internal sealed class BringVolumes : IDisposable
{
    private readonly CreateVolume _create;
    private readonly ContainerConfig _config;
    private readonly List<FileLock> _held = [];
    private readonly List<VolumeConfig> _new = [];

    /// <summary>Locks the names of those that are missing.</summary>
    /// <exception cref="EngineException">NotFound: one that must not be made is missing. Conflict: a directory of somebody else is in its place.</exception>
    public BringVolumes(VolumeStore store, CreateVolume create, RemoveVolume remove, ContainerConfig config)
    {
        (_create, _config) = (create, config);
        try
        {
            foreach (var volume in (config.Spec.Volumes ?? []).DistinctBy(static volume => volume.Name).OrderBy(static volume => volume.Name, StringComparer.Ordinal))
            {
                if (store.TryGet(volume.Name!) is not null) continue;
                if (volume.Options?.Contains(NamedVolume.NoCreate) == true)
                    throw new EngineException(ErrorKind.NotFound, $"no volume with name \"{volume.Name}\" found: no such volume", "make it with `hull volume create`, or leave nocreate out");
                Bring(store, remove, volume);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Records the new volumes, and what the container uses.</summary>
    /// <param name="connection">Inside the transaction that records the container.</param>
    /// <exception cref="EngineException">NotFound: a volume that was there has gone.</exception>
    public void Insert(SqliteConnection connection)
    {
        foreach (var volume in _new) VolumeUses.TryInsert(connection, volume, CreateVolume.StateOf(volume, hasOwner: false));
        VolumeUses.Insert(connection, _config);
    }

    /// <summary>Makes the directories of the new volumes, and tells of them.</summary>
    public void MakeDirectories()
    {
        foreach (var volume in _new)
        {
            _create.MakeDirectory(volume);
            _create.Tell(volume);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var held in _held) held.Dispose();
    }

    private void Bring(VolumeStore store, RemoveVolume remove, NamedVolume volume)
    {
        var decided = ResolveVolume.Decide(new VolumeSpec { Name = volume.Name }, "", _config.Created) with { Anonymous = volume.IsAnonymous };
        // Nobody else knows the name of an anonymous one.
        if (!volume.IsAnonymous)
        {
            remove.FinishIfBegun(decided.Name);
            _held.Add(store.Lock(decided.Name));
            _create.RequireFree(decided.Name);
        }
        _new.Add(decided);
    }
}
