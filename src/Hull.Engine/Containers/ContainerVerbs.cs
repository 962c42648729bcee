using System.Text.Json;
using Hull.Core;
using Hull.Engine.Containers.Inspect;
using Hull.Engine.Events;
using Hull.Engine.Rootless;
using Hull.Images;
using Hull.Linux;
using Hull.Linux.Cgroups;
using Hull.Linux.Processes;

namespace Hull.Engine.Containers;

/// <summary>Every verb on containers. Containers are named by id, name or an unambiguous beginning of the id.</summary>
public sealed partial class ContainerVerbs
{
    private readonly ContainerRooms _rooms;

    internal ContainerVerbs(ContainerRooms rooms) => _rooms = rooms;

    /// <summary>Creates a container of an image that is in the store; its process does not run yet.</summary>
    /// <param name="spec">What is asked.</param>
    /// <param name="fetch">Gets the image where it is not in the store; null gets none.</param>
    /// <exception cref="EngineException">InvalidArgument, Unsupported, NotFound (the image), Conflict (the name).</exception>
    public ContainerRecord Create(ContainerSpec spec, Func<string, ImageRecord>? fetch = null)
    {
        using var lease = Made(spec, fetch);
        return new ContainerRecord(lease.Config, lease.State);
    }

    /// <summary>Starts a container and returns while it runs.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <returns>False where it ran already (Podman's start of a running container succeeds).</returns>
    public bool Start(string nameOrId)
    {
        var spec = _rooms.Store.Find(nameOrId).Config.Spec;
        WarmUp(spec);
        StartRequired(spec);
        ContainerRecord started;
        using (var lease = LeaseOf(nameOrId))
        {
            if (IsRunning(lease.State)) return false;
            _rooms.Start.Run(lease, _ => true);
            started = new ContainerRecord(lease.Config, lease.State);
        }
        _rooms.Readiness.Healthy(started);
        LingerNotice.TellCaller(_rooms.Settings, _rooms.Log);
        return true;
    }

    /// <summary>Starts a container, copies its streams and waits for its end.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="streams">What its streams are connected to.</param>
    /// <param name="started">Called when it runs, with what passes signals and sizes on; may be null.</param>
    public RunOutcome StartAttached(string nameOrId, AttachStreams streams, Action<RunningContainer>? started = null)
    {
        var spec = _rooms.Store.Find(nameOrId).Config.Spec;
        WarmUp(spec);
        StartRequired(spec);
        return StartAttached(LeaseOf(nameOrId), streams, started);
    }

    /// <summary>Creates and starts in one go, without giving the container up in between; returns while it runs.</summary>
    /// <param name="spec">What is asked.</param>
    /// <param name="created">Called when it is recorded; may be null.</param>
    /// <param name="fetch">Gets the image where it is not in the store; null gets none.</param>
    public ContainerRecord RunDetached(ContainerSpec spec, Action<ContainerRecord>? created = null, Func<string, ImageRecord>? fetch = null)
    {
        WarmUp(spec);
        ContainerRecord record;
        using (var lease = Made(spec, fetch))
        {
            created?.Invoke(new ContainerRecord(lease.Config, lease.State));
            StartRequired(lease.Config.Spec);
            StartOrRemove(lease, _ => true);
            record = new ContainerRecord(lease.Config, lease.State);
        }
        _rooms.Readiness.Healthy(record);
        LingerNotice.TellCaller(_rooms.Settings, _rooms.Log);
        return record;
    }

    /// <summary>Creates, starts, copies the streams and waits for the end, in one go.</summary>
    /// <param name="spec">What is asked.</param>
    /// <param name="streams">What its streams are connected to.</param>
    /// <param name="created">Called when it is recorded; may be null.</param>
    /// <param name="started">Called when it runs, with what passes signals and sizes on; may be null.</param>
    /// <param name="fetch">Gets the image where it is not in the store; null gets none.</param>
    public RunOutcome Run(
        ContainerSpec spec, AttachStreams streams, Action<ContainerRecord>? created = null, Action<RunningContainer>? started = null,
        Func<string, ImageRecord>? fetch = null)
    {
        WarmUp(spec);
        var lease = Made(spec, fetch);
        created?.Invoke(new ContainerRecord(lease.Config, lease.State));
        StartRequired(lease.Config.Spec);
        return StartAttached(lease, streams, started);
    }

    /// <summary>Connects to a running container's streams until it ends or the user detaches.</summary>
    public RunOutcome Attach(string nameOrId, AttachStreams streams, Action<RunningContainer>? started = null)
    {
        var record = _rooms.Store.Find(nameOrId);
        if (!IsRunning(record.State))
        {
            throw new EngineException(
                ErrorKind.InvalidState, "you can only attach to running containers: container state improper",
                $"start it with `hull start -a {record.Config.Name}`");
        }
        if (ContainerLogDriver.PassesStreams(record.Config))
            throw new EngineException(ErrorKind.InvalidState, $"this container is using the '{record.Config.LogDriver}' log driver, cannot attach: this container is not logging output");
        var bundle = _rooms.Paths.Bundle(record.Config.Id);
        using var attachment = AttachContainer.Connect(bundle);
        _rooms.Events.Container(EventStatus.Attach, record.Config);
        started?.Invoke(new RunningContainer(record, bundle));
        return Follow(record, attachment, streams);
    }

    /// <summary>Waits for a container's end.</summary>
    /// <returns>The exit code; -1 where it cannot be known any more.</returns>
    public int Wait(string nameOrId)
    {
        var record = _rooms.Store.TryFind(nameOrId);
        if (record is not null) return _rooms.Wait.Run(record.Config.Id);
        return _rooms.Store.FindExit(nameOrId)?.Code ?? throw ContainerStore.NoSuchContainer(nameOrId);
    }

    /// <summary>Stops a container: its stop signal, a wait, SIGKILL.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="timeout">Seconds in between; null is the container's own.</param>
    public void Stop(string nameOrId, uint? timeout = null)
    {
        var record = _rooms.Store.Find(nameOrId);
        _rooms.Stop.Run(record.Config.Id, timeout);
        // One that is to be removed at its end is gone when stop returns.
        if (record.Config.Spec.Remove == true) _rooms.Wait.Finish(record.Config.Id);
    }

    /// <summary>Sends a signal to a container's first process. One that is meant to end it is remembered: no restart policy answers it.</summary>
    /// <exception cref="EngineException">InvalidState: it does not run.</exception>
    public void Kill(string nameOrId, Signal signal)
    {
        var record = _rooms.Store.Find(nameOrId);
        var process = new ProcessIdentity(record.State.Pid, record.State.PidStartTime);
        if (IsRunning(record.State) || record.State.Status == ContainerStatus.Paused)
        {
            if (record.Config.Spec.RestartPolicy is not (null or "" or "no") && Ends(signal, record.Config)) _rooms.Stop.RememberStop(record.Config.Id);
            _rooms.Log.SendingSignal(signal.Name, process.Pid, record.Config.Name);
            if (process.TrySendSignal(signal))
            {
                _rooms.Events.Container(EventStatus.Kill, record.Config);
                return;
            }
        }
        throw new EngineException(
            ErrorKind.InvalidState,
            $"can only kill running containers. {record.Config.Id} is in state {StatusWord(record.State.Status)}: container state improper");
    }

    private static bool Ends(Signal signal, ContainerConfig config) =>
        signal.Number == config.StopSignal || signal.Number == Signal.Kill.Number || signal.Number == Signal.Term.Number || signal.Name is "SIGINT" or "SIGQUIT" or "SIGABRT";

    /// <summary>Removes a container.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="force">Whether one that runs is killed first.</param>
    /// <param name="timeout">With force: seconds between the stop signal and SIGKILL; null kills at once.</param>
    /// <param name="volumes">Whether its anonymous volumes go with it; those of one that is removed at its exit always do.</param>
    /// <returns>The removed container's id.</returns>
    /// <exception cref="EngineException">NotFound; InvalidState: it runs, and force is not given; InvalidArgument: other containers join its namespaces.</exception>
    public string Remove(string nameOrId, bool force = false, uint? timeout = null, bool volumes = false)
    {
        // The words are those of podman rm, which differ from the other verbs'.
        var record = _rooms.Store.TryFind(nameOrId)
            ?? throw new EngineException(ErrorKind.NotFound, $"no container with ID or name \"{nameOrId}\" found: no such container");
        var id = record.Config.Id;
        if (DependentsOf(id) is { Count: > 0 } dependents) throw RemoveContainer.HasDependents(id, dependents);
        while (true)
        {
            using (var lease = _rooms.Store.TryLeaseExisting(id))
            {
                if (lease is null) return id;
                if (!ExitObservation.IsAlive(lease.State) || lease.State.Status is ContainerStatus.Configured or ContainerStatus.Exited)
                {
                    _rooms.Remove.Run(lease, volumes);
                    return id;
                }
                // One that only waits for its start has done nothing yet that force would have to be asked for.
                if (!force && lease.State.Status != ContainerStatus.Created) throw RemoveContainer.StillRuns(lease);
                if (lease.State.Status == ContainerStatus.Paused) _rooms.Pause.Thaw(lease);
                record = new ContainerRecord(lease.Config, lease.State);
            }
            if (timeout is { } seconds) _rooms.Stop.Run(id, seconds);
            else _rooms.Stop.Kill(record);
        }
    }

    /// <summary>The containers that join a namespace of another one, and with it must go: oldest first.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <returns>Their full ids.</returns>
    /// <exception cref="EngineException">NotFound.</exception>
    public IReadOnlyList<string> DependentsOf(string nameOrId)
    {
        var id = _rooms.Store.Find(nameOrId).Config.Id;
        return [.. _rooms.Store.List().Where(other => JoinedNamespaces.Joins(other.Config.Spec, id)).Select(other => other.Config.Id)];
    }

    /// <summary>Runs a further process in a running container and waits for its end.</summary>
    public ExecOutcome Exec(string nameOrId, ExecSpec spec, AttachStreams streams, Action<ExecSession>? started = null) =>
        _rooms.Exec.Run(nameOrId, spec, streams, started);

    /// <summary>Runs a further process in a running container and returns while it runs.</summary>
    /// <returns>The session's id.</returns>
    public string ExecDetached(string nameOrId, ExecSpec spec) => _rooms.Exec.Detach(nameOrId, spec);

    /// <summary>What conmon runs when a container has ended: takes down what it used, and starts it again where its policy says so. Safe to repeat.</summary>
    public void Cleanup(string nameOrId)
    {
        if (_rooms.Store.TryFind(nameOrId) is { } record) _rooms.Restart.AfterExit(record.Config.Id);
    }

    /// <summary>What conmon runs when an exec session has ended; safe to repeat.</summary>
    public void CleanupExec(string nameOrId, string session)
    {
        if (session.Length == 0 || session.Any(c => !char.IsAsciiHexDigitLower(c)))
            throw new EngineException(ErrorKind.InvalidArgument, $"exec session {session}: not an id");
        if (_rooms.Store.TryFind(nameOrId) is not { } record) return;
        var directory = Path.Join(_rooms.Paths.Bundle(record.Config.Id), "exec", session);
        if (Directory.Exists(directory)) _rooms.Events.ExecDied(record.Config, session, ExitObservation.ReadCodeFrom(Path.Join(directory, "exit")));
        foreach (var folder in (ReadOnlySpan<string>)["exec", ExecInContainer.Unlisted]) DeleteTree.Delete(Path.Join(_rooms.Paths.Bundle(record.Config.Id), folder, session));
    }

    /// <summary>All containers, oldest first, each with what is observed now: one whose process is gone is not shown as running.</summary>
    public IReadOnlyList<ContainerRecord> List()
    {
        var records = _rooms.Store.List();
        if (!records.Any(record => LooksDead(record.State))) return records;
        foreach (var record in records)
        {
            if (LooksDead(record.State)) _rooms.Wait.Finish(record.Config.Id);
        }
        return _rooms.Store.List();
    }

    /// <summary>One container, with what is observed now.</summary>
    /// <exception cref="EngineException">NotFound.</exception>
    public ContainerRecord Get(string nameOrId)
    {
        var record = _rooms.Store.Find(nameOrId);
        if (!LooksDead(record.State)) return record;
        _rooms.Wait.Finish(record.Config.Id);
        return _rooms.Store.Find(record.Config.Id);
    }

    /// <summary>Whether there is such a container.</summary>
    public bool Exists(string nameOrId) => _rooms.Store.TryFind(nameOrId) is not null;

    /// <summary>The container made last, or null.</summary>
    public ContainerRecord? Latest() => _rooms.Store.Latest();

    internal void Sweep() => _rooms.Sweep.Run();

    internal void ResetAfterBoot() => _rooms.AfterBoot.Run();

    /// <summary>Podman's word for a status, as inspect and ps print it.</summary>
    public static string StatusWord(ContainerStatus status) => status switch
    {
        ContainerStatus.Configured => "created",
        ContainerStatus.Created => "initialized",
        ContainerStatus.Running => "running",
        ContainerStatus.Stopped => "stopped",
        ContainerStatus.Paused => "paused",
        ContainerStatus.Exited => "exited",
        ContainerStatus.Removing => "removing",
        ContainerStatus.Stopping => "stopping",
        _ => throw new EngineException(ErrorKind.Internal, $"container status {status}: unknown"),
    };

    private ContainerLease Made(ContainerSpec spec, Func<string, ImageRecord>? fetch)
    {
        var lease = _rooms.Create.Run(spec, fetch);
        TellCreated(new ContainerRecord(lease.Config, lease.State));
        return lease;
    }

    private void TellCreated(ContainerRecord record)
    {
        var created = EventWriter.Of(EventStatus.Create, record.Config);
        if (_rooms.Settings.Engine.EventsContainerCreateInspectData)
            created = created with { ContainerInspectData = JsonSerializer.Serialize(_rooms.Inspect.Run(record, NetworkOwner(record), size: true), InspectJson.Default.InspectedContainer) };
        _rooms.Events.Write(created);
    }

    private RunOutcome StartAttached(ContainerLease lease, AttachStreams streams, Action<RunningContainer>? started)
    {
        if (ContainerLogDriver.PassesStreams(lease.Config)) return StartWithOwnStreams(lease, started);
        ContainerRecord record;
        AttachContainer attachment;
        using (lease)
        {
            attachment = StartOrRemove(lease, bundle =>
            {
                if (streams.WindowSize is { } size) TerminalControl.Resize(bundle, size.Rows, size.Columns);
                return AttachContainer.Connect(bundle);
            });
            record = new ContainerRecord(lease.Config, lease.State);
            _rooms.Events.Container(EventStatus.Attach, record.Config);
        }
        using (attachment)
        {
            started?.Invoke(new RunningContainer(record, _rooms.Paths.Bundle(record.Config.Id)));
            TellWhenHealthy(record);
            return Follow(record, attachment, streams);
        }
    }

    // There is nothing to attach to: the container writes to this process's own streams.
    private RunOutcome StartWithOwnStreams(ContainerLease lease, Action<RunningContainer>? started)
    {
        ContainerRecord record;
        using (lease)
        {
            StartOrRemove(lease, static _ => true);
            record = new ContainerRecord(lease.Config, lease.State);
        }
        started?.Invoke(new RunningContainer(record, _rooms.Paths.Bundle(record.Config.Id)));
        ExitObservation.Wait(_rooms.Paths, record);
        return new RunOutcome(record.Config.Id, AttachEnd.Ended, _rooms.Wait.CodeOf(record) ?? _rooms.Wait.Run(record.Config.Id));
    }

    private void TellWhenHealthy(ContainerRecord record)
    {
        if (record.Config.Spec.SdNotifyMode != "healthy" || _rooms.Readiness.SocketOf(record.Config) is null) return;
        // It ends with the container at the latest.
        new Thread(() => _rooms.Readiness.Healthy(record)) { IsBackground = true, Name = "readiness" }.Start();
    }

    // Who moves to a part of its group must not be written back into the whole.
    private void WarmUp(ContainerSpec spec)
    {
        var mode = string.IsNullOrEmpty(spec.CgroupsMode) ? _rooms.Settings.Containers.Cgroups : spec.CgroupsMode;
        if (mode != ContainerCgroup.Split) CgroupWarmup.Start();
    }

    // What a container requires runs before it. A container is younger than those that it requires, so this ends.
    private void StartRequired(ContainerSpec spec)
    {
        foreach (var id in spec.DependencyContainers ?? []) Start(id);
    }

    // A container that never ran and is to be removed at its exit goes with the error.
    private T StartOrRemove<T>(ContainerLease lease, Func<string, T> beforeStart)
    {
        try
        {
            return _rooms.Start.Run(lease, beforeStart);
        }
        catch (EngineException) when (lease.Config.Spec.Remove == true)
        {
            _rooms.Remove.Run(lease);
            throw;
        }
    }

    private RunOutcome Follow(ContainerRecord record, AttachContainer attachment, AttachStreams streams)
    {
        var end = attachment.Pump(streams, record.Config.Spec.Terminal == true);
        if (end == AttachEnd.Detached) return new RunOutcome(record.Config.Id, end, 0);
        ExitObservation.Wait(_rooms.Paths, record);
        var code = _rooms.Wait.CodeOf(record) ?? _rooms.Wait.Run(record.Config.Id);
        return new RunOutcome(record.Config.Id, end, code);
    }

    private ContainerLease LeaseOf(string nameOrId) => _rooms.Store.Lease(_rooms.Store.Find(nameOrId).Config.Id);

    private static bool IsRunning(ContainerState state) =>
        state.Status is ContainerStatus.Running or ContainerStatus.Stopping && ExitObservation.IsAlive(state);

    // Its conmon may still be draining the output: then it is about to end, and asking again in a moment tells.
    private static bool LooksDead(ContainerState state) =>
        state.Status is ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Stopping or ContainerStatus.Created
        && !ExitObservation.IsAlive(state)
        && !new ProcessIdentity(state.ConmonPid, state.ConmonStartTime).IsAlive;
}
