using System.Runtime.CompilerServices;

namespace Hull.Engine.Containers.Stats;

/// <summary>Takes samples of several containers, again and again until it is cancelled.</summary>
internal sealed class WatchStats(ContainerVerbs containers, TimeProvider time)
{
    private readonly TakeStats _take = new(time);
    private readonly Dictionary<string, ContainerStats> _before = new(StringComparer.Ordinal);

    /// <summary>A list of samples at each interval.</summary>
    /// <param name="request">Of which containers, and how often.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<IReadOnlyList<ContainerStats>> Run(StatsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Those named must be there when it begins; whoever goes later is left out.
        var ids = request.Names.Select(name => containers.Get(name).Config.Id).ToList();
        yield return Sample(request, ids);
        if (request.Interval is not { } interval) yield break;
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            if (ids.Count > 0 && !ids.Exists(containers.Exists)) yield break;
            yield return Sample(request, ids);
        }
    }

    private List<ContainerStats> Sample(StatsRequest request, List<string> ids)
    {
        var samples = new List<ContainerStats>();
        foreach (var record in containers.List())
        {
            if (ids.Count > 0 ? !ids.Contains(record.Config.Id) : !IsShown(record, request.All)) continue;
            var sample = _take.Run(record, _before.GetValueOrDefault(record.Config.Id));
            _before[record.Config.Id] = sample;
            samples.Add(sample);
        }
        return ids.Count == 0 ? samples : [.. samples.OrderBy(sample => ids.IndexOf(sample.ContainerId))];
    }

    // Nothing counts for a container without a cgroup: among all, it is passed over.
    private static bool IsShown(ContainerRecord record, bool all) =>
        (all || record.State.Status is ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Stopping) && TakeStats.HasCgroup(record.Config);
}
