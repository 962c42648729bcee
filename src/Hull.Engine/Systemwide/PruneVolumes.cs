using Hull.Core;
using Hull.Engine.Systemwide.Usage;

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
        var sizes = MeasureVolumes.Of(engine).Where(volume => names.Contains(volume.Name)).ToDictionary(static volume => volume.Name, static volume => volume.Size);
        var removed = engine.Volumes.Prune(names);
        return new PruneReport { Removed = removed, Reclaimed = removed.Sum(name => sizes.GetValueOrDefault(name)) };
    }
}
