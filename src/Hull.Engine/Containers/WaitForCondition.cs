using Hull.Engine.Health;

namespace Hull.Engine.Containers;

/// <summary>Waits until one of several things holds of a container, or of the first of several. An end alone is not polled for: <see cref="WaitContainer"/>.</summary>
internal sealed class WaitForCondition(ContainerStore store, ContainerVerbs verbs, TimeProvider time)
{
    // What is told where it is no end that was waited for.
    private const int NoCode = -1;

    /// <summary>Waits.</summary>
    /// <param name="namesOrIds">The containers; the first that matches ends the wait.</param>
    /// <param name="conditions">What to wait for; one is enough.</param>
    /// <param name="interval">How often to look.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The exit code where an end was waited for and came; else -1.</returns>
    public int Run(IReadOnlyList<string> namesOrIds, IReadOnlyList<WaitCondition> conditions, TimeSpan interval, CancellationToken cancellationToken)
    {
        List<ContainerRecord> runs = [];
        foreach (var name in namesOrIds)
        {
            if (store.TryFind(name) is { } run) runs.Add(run);
            else if (EndsWith(conditions) && store.FindExit(name) is { } exit) return exit.Code;
            else throw ContainerStore.NoSuchContainer(name);
        }
        while (true)
        {
            foreach (var run in runs)
            {
                if (Match(run, conditions) is { } code) return code;
            }
            cancellationToken.ThrowIfCancellationRequested();
            Task.Delay(interval, time, cancellationToken).GetAwaiter().GetResult();
        }
    }

    private int? Match(ContainerRecord run, IReadOnlyList<WaitCondition> conditions)
    {
        if (!verbs.Exists(run.Config.Id))
        {
            if (EndsWith(conditions)) return store.FindExit(run.Config.Id)?.Code ?? NoCode;
            return conditions.Contains(WaitCondition.Removing) ? NoCode : throw ContainerStore.NoSuchContainer(run.Config.Id);
        }
        var state = verbs.Get(run.Config.Id).State;
        if (EndsWith(conditions) && CodeOf(run.State, state) is { } code) return code;
        foreach (var condition in conditions)
        {
            if (Holds(condition, state)) return NoCode;
        }
        return null;
    }

    // A container that was started again has ended in between.
    private static int? CodeOf(ContainerState first, ContainerState now)
    {
        if (now.Status is ContainerStatus.Exited or ContainerStatus.Configured) return now.ExitCode;
        return first.Started is not null && first.Status != ContainerStatus.Exited && now.Started != first.Started ? now.PreviousExitCode : null;
    }

    private static bool EndsWith(IReadOnlyList<WaitCondition> conditions) =>
        conditions.Contains(WaitCondition.Stopped) || conditions.Contains(WaitCondition.Exited);

    private static bool Holds(WaitCondition condition, ContainerState state) => condition switch
    {
        WaitCondition.Configured or WaitCondition.Created => state.Status == ContainerStatus.Configured,
        WaitCondition.Initialized => state.Status == ContainerStatus.Created,
        WaitCondition.Running => state.Status == ContainerStatus.Running,
        WaitCondition.Paused => state.Status == ContainerStatus.Paused,
        WaitCondition.Stopping => state.Status == ContainerStatus.Stopping,
        WaitCondition.Removing => state.Status == ContainerStatus.Removing,
        WaitCondition.Healthy => state.Status == ContainerStatus.Running && state.Health?.Status == HealthStatus.Healthy,
        WaitCondition.Unhealthy => state.Health?.Status == HealthStatus.Unhealthy,
        _ => false,
    };
}
