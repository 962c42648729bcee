using Hull.Core;
using Hull.Engine.Containers.Listing;
using Hull.Engine.Systemwide.Usage;

namespace Hull.Engine.Systemwide;

/// <summary>Removes volumes that no container uses. Those of images' VOLUMEs go with their container, so that none is ever left over.</summary>
internal sealed class PruneVolumes(ContainerEngine engine)
{
    private static readonly string[] Known = ["label", "label!", "until", "anonymous", "all"];

    /// <summary>Removes them.</summary>
    /// <param name="filters">Which of them.</param>
    /// <exception cref="EngineException">InvalidArgument: another filter.</exception>
    public PruneReport Run(IReadOnlyList<string> filters)
    {
        foreach (var name in FilterTexts.Gather(filters).Keys)
            if (!Known.Contains(name)) throw new EngineException(ErrorKind.InvalidArgument, $"{name} is an invalid volume filter");
        var unused = MeasureVolumes.Of(engine).Where(static volume => volume.Links == 0).ToList();
        return new PruneReport { Removed = [.. unused.Select(static volume => volume.Name)], Reclaimed = unused.Sum(static volume => volume.Size) };
    }
}
