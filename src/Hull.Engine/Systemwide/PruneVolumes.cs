using Hull.Core;
using Hull.Linux;

namespace Hull.Engine.Systemwide;

/// <summary>Removes volumes that no container uses, those with names too.</summary>
internal sealed class PruneVolumes(ContainerEngine engine)
{
    /// <summary>Removes them.</summary>
    /// <param name="filters">Which of them.</param>
    /// <exception cref="EngineException">InvalidArgument: another filter.</exception>
    public PruneReport Run(IReadOnlyList<string> filters)
    {
        var names = engine.Volumes.Prunable(all: true, filters).ToHashSet(StringComparer.Ordinal);
        // What is to go is measured, and nothing else: a volume that stays may be large.
        var sizes = engine.Volumes.List().Where(volume => names.Contains(volume.Name)).ToDictionary(static volume => volume.Name, static volume => TreeSize.Of(volume.Mountpoint));
        var removed = engine.Volumes.Prune(names);
        return new PruneReport { Removed = removed, Reclaimed = removed.Sum(name => sizes.GetValueOrDefault(name)) };
    }
}
