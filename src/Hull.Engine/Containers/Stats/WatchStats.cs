using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Hull.Engine.Containers.Stats;

/// <summary>Takes samples of several containers, again and again until it is cancelled.</summary>
internal sealed class WatchStats(ContainerVerbs containers, TimeProvider time)
{
    private const int Many = 8;

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
        var samples = Take([.. containers.List().Where(record => ids.Count > 0 ? ids.Contains(record.Config.Id) : IsShown(record, request.All))]);
        foreach (var sample in samples) _before[sample.ContainerId] = sample;
        return ids.Count == 0 ? samples : [.. samples.OrderBy(sample => ids.IndexOf(sample.ContainerId))];
    }

    // A dozen files each, and the kernel adds up some of them only when they are read: side by side where there are many.
    private List<ContainerStats> Take(List<ContainerRecord> records)
    {
        if (records.Count < Many) return records.ConvertAll(TakeOne);
        var samples = new ContainerStats[records.Count];
        try
        {
            Parallel.For(0, records.Count, index => samples[index] = TakeOne(records[index]));
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
        return [.. samples];
    }

    private ContainerStats TakeOne(ContainerRecord record) => _take.Run(record, _before.GetValueOrDefault(record.Config.Id));

    // Nothing counts for a container without a cgroup: among all, it is passed over.
    private static bool IsShown(ContainerRecord record, bool all) =>
        (all || record.State.Status is ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Stopping) && TakeStats.HasCgroup(record.Config);
}
