using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Events;
using Hull.Images.Layers;
using Hull.Images.Transports;
using Hull.Linux;
using Hull.Linux.Copying;
using Hull.Linux.Tar;

namespace Hull.Engine.Volumes;

/// <summary>Every verb on volumes. Volumes are named by name or an unambiguous beginning of it.</summary>
public sealed class VolumeVerbs
{
    private readonly VolumeRooms _rooms;
    private readonly ContainerRooms _containers;
    private readonly TimeProvider _time;

    internal VolumeVerbs(VolumeRooms rooms, ContainerRooms containers, TimeProvider time) => (_rooms, _containers, _time) = (rooms, containers, time);

    /// <summary>Makes a volume.</summary>
    /// <param name="spec">What it shall be.</param>
    /// <returns>Its name.</returns>
    /// <exception cref="EngineException">InvalidArgument: a name or option is wrong. Unsupported: the driver. Conflict: there is one of that name.</exception>
    public string Create(VolumeSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return _rooms.Create.Run(spec).Name;
    }

    /// <summary>The volumes that pass filters, by name.</summary>
    /// <param name="filters">Each name=value (podman-volume-ls(1)).</param>
    /// <exception cref="EngineException">InvalidArgument: a filter is wrong; NotFound: a volume that one names.</exception>
    public IReadOnlyList<InspectedVolume> List(IEnumerable<string>? filters = null)
    {
        var used = _rooms.Store.Used();
        var filter = VolumeFilter.OfList(filters ?? [], _rooms.Store.Find, used.Contains, _time);
        return [.. _rooms.Store.List().Where(filter.Passes).Select(Describe)];
    }

    /// <summary>Everything there is to tell of a volume.</summary>
    /// <param name="name">The volume.</param>
    /// <exception cref="EngineException">NotFound, in Podman's words; InvalidArgument: the beginning of several names.</exception>
    public InspectedVolume Inspect(string name) => Describe(_rooms.Store.Find(name));

    /// <summary>As <see cref="Inspect"/>, but null where there is none.</summary>
    /// <param name="name">The volume.</param>
    /// <exception cref="EngineException">InvalidArgument: the beginning of several names.</exception>
    public InspectedVolume? TryInspect(string name) => _rooms.Store.TryFind(name) is { } record ? Describe(record) : null;

    /// <summary>Whether there is a volume of just this name.</summary>
    /// <param name="name">The name.</param>
    public bool Exists(string name) => _rooms.Store.TryGet(name) is not null;

    /// <summary>Removes a volume.</summary>
    /// <param name="name">The volume.</param>
    /// <param name="force">Whether the containers that use it are removed first.</param>
    /// <param name="timeout">With force: seconds that running ones have to stop; null kills at once.</param>
    /// <returns>Its name.</returns>
    /// <exception cref="EngineException">NotFound; Conflict: containers use it, and force is not given.</exception>
    public string Remove(string name, bool force = false, uint? timeout = null)
    {
        var found = _rooms.Store.Find(name).Config.Name;
        while (true)
        {
            try
            {
                _rooms.Remove.Run(found);
                return found;
            }
            catch (EngineException e) when (force && e.Kind == ErrorKind.Conflict && _rooms.Store.Users(found) is { Count: > 0 } users)
            {
                foreach (var id in users) RemoveUser(id, timeout);
            }
        }
    }

    /// <summary>The volumes that a prune with these filters would take.</summary>
    /// <param name="all">Whether named ones too, not only anonymous ones.</param>
    /// <param name="filters">Each name=value (podman-volume-prune(1)).</param>
    /// <exception cref="EngineException">InvalidArgument: a filter is wrong; NotFound: a volume that one names.</exception>
    public IReadOnlyList<string> Prunable(bool all, IEnumerable<string>? filters = null)
    {
        var filter = VolumeFilter.OfPrune(filters ?? [], _rooms.Store.Find, _time);
        var used = _rooms.Store.Used();
        var takesNamed = all || filter.AsksForAll || filter.AsksForAnonymous;
        return
        [
            .. from record in _rooms.Store.List()
               where takesNamed || record.Config.Anonymous
               where !used.Contains(record.Config.Name) && _rooms.Store.MountCount(record.Config.Name) == 0 && filter.Passes(record)
               select record.Config.Name,
        ];
    }

    /// <summary>Removes volumes that nobody uses; one that is used or gone by now is passed over.</summary>
    /// <param name="names">From <see cref="Prunable"/>.</param>
    /// <returns>Those that were removed.</returns>
    public IReadOnlyList<string> Prune(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var removed = new List<string>();
        foreach (var name in names)
        {
            try
            {
                _rooms.Remove.Run(name);
                _containers.Events.Volume(EventStatus.Prune, name);
                removed.Add(name);
            }
            catch (EngineException e) when (e.Kind is ErrorKind.NotFound or ErrorKind.Conflict)
            {
                // Another command was faster.
            }
        }
        return removed;
    }

    /// <summary>Mounts a volume for the caller; a plain one needs no mount.</summary>
    /// <param name="name">The volume.</param>
    /// <returns>The directory on the host.</returns>
    /// <exception cref="EngineException">NotFound; RuntimeFailed: what mount(8) said.</exception>
    public string Mount(string name)
    {
        using var lease = LeaseOf(name);
        return _rooms.Mount.ForCaller(lease);
    }

    /// <summary>Takes back one <see cref="Mount"/>.</summary>
    /// <param name="name">The volume.</param>
    /// <returns>Its name.</returns>
    /// <exception cref="EngineException">NotFound.</exception>
    public string Unmount(string name)
    {
        using var lease = LeaseOf(name);
        _rooms.Mount.Release(lease);
        return lease.Name;
    }

    /// <summary>Writes a volume's files as a tar.</summary>
    /// <param name="name">The volume.</param>
    /// <param name="tar">Where to; not disposed, not flushed.</param>
    /// <exception cref="EngineException">NotFound; or what the kernel refused.</exception>
    public void Export(string name, Stream tar)
    {
        var directory = Mount(Require(name));
        try
        {
            LayerWriter.WriteTree(directory, tar, CancellationToken.None);
        }
        finally
        {
            Unmount(name);
        }
    }

    /// <summary>Unpacks an archive into a volume: what is in both is the archive's afterwards.</summary>
    /// <param name="name">The volume.</param>
    /// <param name="archive">A tar, plain or compressed; disposed.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <returns>What was left out, with the reason.</returns>
    /// <exception cref="EngineException">NotFound; Corrupt: it is no tar, or an entry leads out of the volume; or what the kernel refused.</exception>
    public IReadOnlyList<string> Import(string name, Stream archive, string what)
    {
        using var source = archive;
        var directory = Mount(Require(name));
        try
        {
            using var tar = PlainTar.Open(source, what);
            using var root = SafePath.OpenRoot(directory);
            using var place = new PlaceEntries(root, default, new PlaceOptions { Overwrites = true, SkipsDevices = _containers.Settings.Rootless });
            ReadArchive.Into(new TarReader(tar), place, CancellationToken.None);
            place.Finish();
            return place.Skipped;
        }
        finally
        {
            Unmount(name);
        }
    }

    internal void Sweep() => _rooms.Sweep.Run();

    private InspectedVolume Describe(VolumeRecord record) =>
        DescribeVolume.Of(record, _rooms.Paths, record.Config.IsMounted ? _rooms.Store.MountCount(record.Config.Name) : 0, _time.LocalTimeZone);

    // The words of podman volume export and import differ from those of the other verbs.
    private string Require(string name) =>
        _rooms.Store.TryFind(name)?.Config.Name ?? throw new EngineException(ErrorKind.NotFound, $"no such volume {name}");

    private VolumeLease LeaseOf(string name)
    {
        var found = _rooms.Store.Find(name).Config.Name;
        var lease = _rooms.Store.TryLease(found);
        if (lease is { State.Removing: false }) return lease;
        lease?.Dispose();
        throw new EngineException(ErrorKind.NotFound, $"no volume with name \"{name}\" found: no such volume");
    }

    private void RemoveUser(string id, uint? timeout)
    {
        try
        {
            new ContainerVerbs(_containers).Remove(id, force: true, timeout);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.NotFound)
        {
            // Another command was faster.
        }
    }
}
