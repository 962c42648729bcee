using Hull.Core;
using Hull.Engine.Containers.Listing;
using Hull.Engine.Containers.Stats;
using Hull.Engine.Containers.Top;

namespace Hull.Engine.Containers;

/// <content>Stats and top.</content>
public sealed partial class ContainerVerbs
{
    /// <summary>All containers, oldest first, as the usual table of ps shows them: far cheaper than <see cref="List"/> where there are many.</summary>
    /// <param name="all">Whether containers that do not run are listed.</param>
    public IReadOnlyList<ContainerLine> Lines(bool all) => new ListLines(this, _rooms.Store, LooksDead).Run(all, _rooms.Time.GetUtcNow());

    /// <summary>What containers use: one list of samples, or one at each interval until it is cancelled or the named containers are gone.</summary>
    /// <param name="request">Of which, and how often.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="EngineException">NotFound; Unsupported: a named container has no cgroup. Thrown while the first list is taken.</exception>
    public IAsyncEnumerable<IReadOnlyList<ContainerStats>> Stats(StatsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new WatchStats(this, _rooms.Time).Run(request, cancellationToken);
    }

    /// <summary>The processes of a running container as a table, read from the host's /proc: nothing of the image is run.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="descriptors">Podman's descriptors, one or several an argument, or arguments of ps(1); none for the usual columns.</param>
    /// <returns>Rows of texts, the headers first.</returns>
    /// <exception cref="EngineException">NotFound; InvalidState: it does not run; InvalidArgument: a descriptor or an argument of ps is unknown.</exception>
    public IReadOnlyList<IReadOnlyList<string>> Top(string nameOrId, IReadOnlyList<string> descriptors)
    {
        ArgumentNullException.ThrowIfNull(descriptors);
        var columns = TopColumns.Parse(descriptors);
        var record = _rooms.Store.Find(nameOrId);
        if (!IsRunning(record.State) && record.State.Status != ContainerStatus.Paused)
            throw new EngineException(ErrorKind.InvalidState, "top can only be used on running containers", $"start it with `hull start {record.Config.Name}`");
        var table = new ReadProcesses(record).Run();
        return [[.. columns.Select(static column => column.Header)], .. table.Select(process => columns.Select(column => column.Show(process)).ToList())];
    }
}
