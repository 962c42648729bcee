using Hull.Core;
using Hull.Engine.Events;
using Hull.Engine.Store;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>Stops a container: its stop signal, a wait, then SIGKILL. The lease is not held during the wait, so `kill` and `rm -f` may overtake.</summary>
internal sealed class StopContainer(StorePaths paths, ContainerStore store, CleanupContainer cleanup, EventWriter events, ILogger log)
{
    // A killed process that does not end in this time hangs in the kernel (a dead network file system, say).
    private const int KillWaitMilliseconds = 30_000;

    /// <summary>Stops it. One that does not run is left as it is.</summary>
    /// <param name="id">The full id.</param>
    /// <param name="timeout">Seconds between the stop signal and SIGKILL; null is the container's own.</param>
    /// <param name="restarting">Whether it is started again right after.</param>
    /// <exception cref="EngineException">NotFound; Timeout where even SIGKILL does not end it.</exception>
    public void Run(string id, uint? timeout, bool restarting = false)
    {
        var record = BeginStop(id, restarting);
        if (record is null) return;
        var seconds = timeout ?? record.Config.StopTimeout;
        var process = new ProcessIdentity(record.State.Pid, record.State.PidStartTime);
        // A process that waits for its start has nobody who would hear the signal.
        if (seconds > 0 && record.State.Status != ContainerStatus.Created)
        {
            var signal = new Signal(record.Config.StopSignal);
            Send(process, record, signal);
            var milliseconds = (int)Math.Min((long)seconds * 1000, int.MaxValue);
            if (ExitObservation.Wait(paths, record, milliseconds))
            {
                Finish(record);
                return;
            }
            log.StopTimedOut(signal.Name, record.Config.Name, seconds);
        }
        Kill(record);
        Finish(record);
    }

    /// <summary>Records that a person wants it to end, before it is made to.</summary>
    /// <param name="id">The full id.</param>
    public void RememberStop(string id)
    {
        using var lease = store.TryLeaseExisting(id);
        if (lease is not null) lease.Save(lease.State with { StoppedByUser = true });
    }

    /// <summary>Sends SIGKILL and waits for the end.</summary>
    public void Kill(ContainerRecord record)
    {
        Send(new ProcessIdentity(record.State.Pid, record.State.PidStartTime), record, Signal.Kill);
        if (ExitObservation.Wait(paths, record, KillWaitMilliseconds)) return;
        throw new EngineException(
            ErrorKind.Timeout, $"stopping container {record.Config.Name}: process {record.State.Pid} does not end after SIGKILL",
            $"see what it waits for with `cat /proc/{record.State.Pid}/stack`");
    }

    private ContainerRecord? BeginStop(string id, bool restarting)
    {
        using var lease = store.Lease(id);
        if (lease.State.Status is ContainerStatus.Configured or ContainerStatus.Exited or ContainerStatus.Removing)
        {
            // It may be about to be started again; and at the next boot unless-stopped asks what a person wanted.
            if (!restarting && lease.State is { Status: ContainerStatus.Exited, StoppedByUser: false } && lease.Config.Spec.RestartPolicy is not (null or "" or "no"))
                lease.Save(lease.State with { StoppedByUser = true });
            return null;
        }
        if (lease.State.Status == ContainerStatus.Created)
        {
            lease.Save(lease.State with { StoppedByUser = true });
            return new ContainerRecord(lease.Config, lease.State);
        }
        if (!ExitObservation.IsAlive(lease.State))
        {
            lease.Save(lease.State with { StoppedByUser = !restarting, IsRestarting = restarting });
            cleanup.Run(lease);
            return null;
        }
        if (lease.State.Status == ContainerStatus.Paused)
        {
            throw new EngineException(
                ErrorKind.InvalidState, $"container {lease.Config.Name} is paused: cannot stop paused containers: container state improper",
                $"`hull unpause {lease.Config.Name}` first");
        }
        lease.Save(lease.State with { Status = ContainerStatus.Stopping, StoppedByUser = true, IsRestarting = restarting });
        return new ContainerRecord(lease.Config, lease.State);
    }

    private void Send(ProcessIdentity process, ContainerRecord record, Signal signal)
    {
        log.SendingSignal(signal.Name, process.Pid, record.Config.Name);
        process.TrySendSignal(signal);
    }

    // conmon's exit command does the same; whoever comes second finds nothing to do.
    private void Finish(ContainerRecord record)
    {
        events.Container(EventStatus.Stop, record.Config);
        using var lease = store.TryLeaseExisting(record.Config.Id);
        if (lease is not null) cleanup.Run(lease);
    }
}
