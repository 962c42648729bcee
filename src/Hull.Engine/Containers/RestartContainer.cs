using Hull.Engine.Events;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>
/// Starts containers again: after their end, from conmon's exit command, where the policy says so; or because a person or a health check asks
/// for it.
/// </summary>
internal sealed class RestartContainer(
    ContainerStore store, CleanupContainer cleanup, WaitContainer wait, StopContainer stop, StartContainer start, EventWriter events, TimeProvider time, ILogger log)
{
    /// <summary>What conmon's exit command does: cleans up after the end, and starts the container again where its policy says so.</summary>
    /// <param name="id">The full id.</param>
    public void AfterExit(string id)
    {
        if (TryStartAtOnce(id, out var pause) is not { } ended)
        {
            wait.Finish(id);
            return;
        }
        if (pause == TimeSpan.Zero) return;
        Sleep(pause);
        using var later = store.TryLeaseExisting(id);
        // Meanwhile a person may have started, stopped or removed it.
        if (later?.State is { Status: ContainerStatus.Exited, StoppedByUser: false } state && state.Finished == ended.Finished) StartAgain(later);
    }

    /// <summary>Stops a container that runs and starts it again, counting.</summary>
    /// <param name="id">The full id.</param>
    public void Again(string id)
    {
        stop.Run(id, timeout: null, restarting: true);
        using var lease = store.TryLeaseExisting(id);
        // A person who stopped it in the meantime has the last word.
        if (lease is { State: { Status: ContainerStatus.Exited, IsRestarting: true } }) StartAgain(lease);
    }

    // The state after the end; null where this was no end that the policy answers with a start.
    private ContainerState? TryStartAtOnce(string id, out TimeSpan pause)
    {
        pause = TimeSpan.Zero;
        using var lease = store.TryLeaseExisting(id);
        if (lease is null || !CleanupContainer.IsUnrecordedEnd(lease.State) || !RestartRule.Applies(lease.Config.Spec, cleanup.Ended(lease))) return null;
        cleanup.Run(lease);
        var ended = lease.State with { ShortRuns = RestartRule.ShortRuns(lease.State) };
        lease.Save(ended);
        pause = RestartRule.Pause(ended);
        if (pause == TimeSpan.Zero) StartAgain(lease);
        return ended;
    }

    private void StartAgain(ContainerLease lease)
    {
        log.Restarting(lease.Config.Name, lease.State.RestartCount + 1);
        start.Run(lease, _ => true, restarts: lease.State.RestartCount + 1);
        events.Container(EventStatus.Restart, lease.Config);
    }

    private void Sleep(TimeSpan pause)
    {
        using var over = new ManualResetEventSlim();
        using var timer = time.CreateTimer(_ => over.Set(), null, pause, Timeout.InfiniteTimeSpan);
        over.Wait();
    }
}
