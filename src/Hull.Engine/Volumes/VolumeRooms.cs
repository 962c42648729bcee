using Hull.Core;
using Hull.Engine.Events;
using Hull.Engine.Store;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Volumes;

/// <summary>The verbs on volumes of one engine, joined by hand.</summary>
internal sealed class VolumeRooms
{
    public VolumeRooms(StorePaths paths, StateDatabase database, EventWriter events, TimeProvider time, ILogger log)
    {
        Paths = paths;
        Store = new VolumeStore(database, paths);
        Remove = new RemoveVolume(paths, Store, events, log);
        Create = new CreateVolume(paths, Store, Remove, events, time, log);
        Mount = new MountVolume(paths, Store, Create, log);
        Fill = new FillVolume(paths, log);
        Sweep = new SweepVolumes(Store, Remove, log);
    }

    public StorePaths Paths { get; }

    public VolumeStore Store { get; }

    public RemoveVolume Remove { get; }

    public CreateVolume Create { get; }

    public MountVolume Mount { get; }

    public FillVolume Fill { get; }

    public SweepVolumes Sweep { get; }
}
