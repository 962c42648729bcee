using Hull.Core;
using Hull.Engine.Events;
using Hull.Engine.Health;
using Hull.Engine.Runtime;

namespace Hull.Engine.Containers;

/// <summary>Freezes all processes of a container, and lets them go on.</summary>
internal sealed class PauseContainer(ContainerStore store, RuntimeSelection runtimes, HealthClock clock, EventWriter events, TimeProvider time)
{
    /// <summary>Freezes them.</summary>
    /// <exception cref="EngineException">InvalidState: it does not run; Unsupported: it has no cgroup to freeze.</exception>
    public void Pause(string id)
    {
        using var lease = store.Lease(id);
        if (lease.State.Status != ContainerStatus.Running || !ExitObservation.IsAlive(lease.State)) throw NotRunning(lease.State.Status);
        if (ContainerCgroup.PathOf(lease.Config) is null)
            throw new EngineException(ErrorKind.Unsupported, $"pausing container {lease.Config.Name}: it has no cgroup, which is what is frozen");
        // Recorded first: a frozen container that is said to run could neither be stopped nor removed.
        lease.Save(lease.State with { Status = ContainerStatus.Paused });
        try
        {
            runtimes.Of(lease.Config).Pause(id);
        }
        catch (Exception failure)
        {
            lease.Save(lease.State with { Status = ContainerStatus.Running });
            if (failure is EngineException refusal && ExitObservation.Explains(refusal, lease.State)) throw NotRunning(ContainerStatus.Exited, failure);
            throw;
        }
        // Nothing is checked while nothing runs; a process of Hull's own sees for itself.
        if (lease.State.Health is { Timer: { } timer } health)
        {
            clock.EndTimer(timer);
            lease.Save(lease.State with { Health = health.WithoutClock() });
        }
        events.Container(EventStatus.Pause, lease.Config);
    }

    /// <summary>Lets them go on.</summary>
    /// <exception cref="EngineException">InvalidState: it is not paused.</exception>
    public void Unpause(string id)
    {
        using var lease = store.Lease(id);
        if (lease.State.Status != ContainerStatus.Paused) throw NotPaused(id);
        try
        {
            runtimes.Of(lease.Config).Resume(id);
        }
        catch (EngineException failure) when (failure.Message.Contains("not paused", StringComparison.Ordinal))
        {
            // A killed command left its row behind what the kernel shows.
        }
        catch (EngineException failure) when (ExitObservation.Explains(failure, lease.State))
        {
            // Somebody thawed and ended it behind our back; the next command sees how.
            throw NotPaused(id, failure);
        }
        lease.Save(lease.State with { Status = ContainerStatus.Running, Health = lease.State.Health is { } health ? clock.Ensure(lease, health, time.GetUtcNow()) : null });
        events.Container(EventStatus.Unpause, lease.Config);
    }

    /// <summary>Lets the processes of a container go on that is about to be killed: frozen, they would not end.</summary>
    /// <param name="lease">The paused container's lease.</param>
    public void Thaw(ContainerLease lease)
    {
        try
        {
            runtimes.Of(lease.Config).Resume(lease.Id);
        }
        catch (EngineException)
        {
            // Somebody has thawed it behind our back: what is wanted is so already, and where it is not, the kill will say so.
        }
        lease.Save(lease.State with { Status = ContainerStatus.Running });
    }

    private static EngineException NotRunning(ContainerStatus status, Exception? cause = null) => new(
        ErrorKind.InvalidState, $"\"{ContainerVerbs.StatusWord(status)}\" is not running, can't pause: container state improper", inner: cause);

    private static EngineException NotPaused(string id, Exception? cause = null) => new(
        ErrorKind.InvalidState, $"\"{id}\" is not paused, can't unpause: container state improper", inner: cause);
}
