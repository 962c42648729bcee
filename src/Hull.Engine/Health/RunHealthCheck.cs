using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Events;
using Hull.Engine.Store;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Health;

/// <summary>
/// Runs one health check of a container, records what it found and acts on it. The lease is not held while the command runs; a result that
/// comes after the container's end is dropped.
/// </summary>
internal sealed class RunHealthCheck(
    StorePaths paths, EngineSettings settings, ContainerStore store, ExecHealthCheck exec, HealthClock clock, ActOnHealth act, EventWriter events,
    TimeProvider time, ILogger log)
{
    /// <summary>Runs one check now.</summary>
    /// <exception cref="EngineException">NotFound; InvalidState: it does not run; InvalidArgument: it has no health check.</exception>
    public HealthOutcome Run(string nameOrId)
    {
        var record = store.Find(nameOrId);
        var spec = record.Config.Spec;
        if (record.State.Status != ContainerStatus.Running || !ExitObservation.IsAlive(record.State))
            throw new EngineException(ErrorKind.InvalidState, $"container {record.Config.Id} is not running");
        if (spec.HealthConfig is not { IsOn: true } check)
            throw new EngineException(ErrorKind.InvalidArgument, $"container {record.Config.Id} has no defined healthcheck");

        var startup = JudgeHealth.IsStarting(spec, record.State.Health ?? new HealthState());
        var result = exec.Run(record, startup ? spec.StartupHealthConfig! : check);
        log.HealthChecked(record.Config.Name, result.ExitCode, result.Output);
        if (Record(record, startup, result) is not { } after) return HealthOutcome.Stopped;
        act.Run(record, startup, after);
        if (result.Passed) return HealthOutcome.Healthy;
        return startup || after.Status == HealthStatus.Starting && JudgeHealth.IsInStartPeriod(spec, record.State, result.Start)
            ? HealthOutcome.Starting
            : HealthOutcome.Unhealthy;
    }

    /// <summary>Runs one check because its time has come.</summary>
    /// <param name="id">The full id.</param>
    /// <param name="timer">The timer of systemd that says so; null where it is a process of Hull's own.</param>
    /// <returns>How long until the next; null where there is none: the container has ended, or has no check any more.</returns>
    public TimeSpan? RunScheduled(string id, string? timer)
    {
        var delay = RunOnTime(id);
        if (timer is not null) KeepTimer(id, timer, delay);
        return delay;
    }

    // A timer repeats itself: only another interval, or none, has to be told.
    private void KeepTimer(string id, string timer, TimeSpan? delay)
    {
        using var lease = store.TryLeaseExisting(id);
        if (lease?.State.Health is not { } health || health.Timer != timer)
        {
            // Of an earlier run of the container, or of a start that was killed.
            clock.EndTimer(timer);
            return;
        }
        if (delay == health.TimerInterval) return;
        clock.EndTimer(timer);
        health = health.WithoutClock();
        lease.Save(lease.State with { Health = delay is null ? health : clock.Ensure(lease, health, time.GetUtcNow()) });
    }

    private TimeSpan? RunOnTime(string id)
    {
        // The start that made the clock holds the lease until the container is recorded as running.
        using (var started = store.TryLeaseExisting(id))
        {
            if (started is null) return null;
        }
        var before = store.TryFind(id)?.State;
        if (before is { Status: ContainerStatus.Running })
        {
            try
            {
                Run(id);
            }
            catch (EngineException e) when (e.Kind is ErrorKind.NotFound or ErrorKind.InvalidState or ErrorKind.InvalidArgument)
            {
                log.HealthChecked(id, 1, e.Message);
            }
        }
        var record = store.TryFind(id);
        // Another run of the container has a clock of its own.
        if (record?.State is not { Status: ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Stopping } state || state.Pid != before?.Pid) return null;
        return JudgeHealth.NextDelay(record.Config.Spec, state, state.Health ?? new HealthState(), time.GetUtcNow());
    }

    // Null where the container ended meanwhile.
    private HealthState? Record(ContainerRecord run, bool startup, HealthResult result)
    {
        using var lease = store.TryLeaseExisting(run.Config.Id);
        if (lease is null || lease.State.Status != ContainerStatus.Running || lease.State.Pid != run.State.Pid || !ExitObservation.IsAlive(lease.State)) return null;
        var (spec, before) = (lease.Config.Spec, lease.State.Health ?? new HealthState());
        // An update may have taken the check away while it ran.
        if ((startup ? spec.StartupHealthConfig : spec.HealthConfig) is not { IsOn: true } check) return before;
        var after = startup
            ? JudgeHealth.AfterStartup(check, before, result.Passed)
            : JudgeHealth.After(check, before, result.Passed, JudgeHealth.IsInStartPeriod(spec, lease.State, result.Start));
        HealthLog.Append(paths, lease.Config, after, result);
        // A check by hand may end the checks of the start where those have no clock: from here on the usual ones have.
        after = clock.Ensure(lease, after, time.GetUtcNow());
        if (after != before) lease.Save(lease.State with { Health = after });
        if (settings.Engine.HealthcheckEvents) events.Health(lease.Config, after, result);
        return after;
    }
}
