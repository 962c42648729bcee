using Hull.Core;
using Hull.Engine.Containers.Listing;
using Hull.Engine.Systemwide;

namespace Hull.Engine.Containers;

/// <summary>Removes the containers that do not run.</summary>
internal sealed class PruneContainers(ContainerEngine engine, TimeProvider time)
{
    private static readonly string[] Known = ["label", "label!", "until"];

    /// <summary>Removes them; one that cannot be removed does not keep the others.</summary>
    /// <param name="filters">Which of them: label, label! and until.</param>
    /// <exception cref="EngineException">InvalidArgument: another filter, or a wrong value.</exception>
    public PruneReport Run(IReadOnlyList<string> filters)
    {
        foreach (var name in FilterTexts.Gather(filters).Keys)
            if (!Known.Contains(name)) throw new EngineException(ErrorKind.InvalidArgument, $"{name} is an invalid filter", "a prune knows label=, label!= and until=");
        var filter = ContainerFilter.Parse(filters, engine.Containers.Get, time);
        var removed = new List<string>();
        var failures = new List<EngineException>();
        var reclaimed = 0L;
        // Those that join a container's namespaces are younger than it, and go first.
        foreach (var record in engine.Containers.List().Where(IsAtRest).Where(filter.Passes).Reverse())
        {
            var size = MeasureContainer.Of(engine, record).Rw;
            try
            {
                removed.Add(engine.Containers.Remove(record.Config.Id));
                reclaimed += size;
            }
            catch (EngineException failure)
            {
                failures.Add(failure);
            }
        }
        removed.Reverse();
        return new PruneReport { Removed = removed, Reclaimed = reclaimed, Failures = failures };
    }

    private static bool IsAtRest(ContainerRecord record) =>
        record.State.Status is ContainerStatus.Configured or ContainerStatus.Exited or ContainerStatus.Stopped;
}
