using Hull.Core;
using Hull.Engine.Containers;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Volumes;

/// <summary>Goes on with removals of volumes that were killed half-way. When there is none it costs one query by an index that is empty.</summary>
internal sealed class SweepVolumes(VolumeStore store, RemoveVolume remove, ILogger log)
{
    /// <summary>Sweeps; an error with one volume is logged and keeps no other from being swept.</summary>
    public void Run()
    {
        foreach (var name in store.Removing())
        {
            try
            {
                remove.FinishIfBegun(name);
            }
            catch (EngineException e)
            {
                log.Warn($"removing volume {name}: {e.Message}");
            }
        }
    }
}
