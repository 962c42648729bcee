using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers.Checkpoints;
using Hull.Engine.Containers.Ids;
using Hull.Engine.Containers.RootFiles;
using Hull.Engine.Events;
using Hull.Engine.Health;
using Hull.Engine.Networks;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.Cgroups;
using Hull.Linux.Mounts;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>
/// Starts a container: mount, network, files, specification, conmon, runtime create, attach, start. Each effect pushes its undo; the lease is held
/// throughout, and what a kill leaves is named by the id, so that the next command's sweep finds it.
/// </summary>
internal sealed class StartContainer(
    StorePaths paths, EngineSettings settings, MountRootfs mountRootfs, RuntimeSelection runtimes, ContainerNetworks networks, WriteStartSpec writeSpec,
    StartMonitor startMonitor, ContainerVolumes volumes, CleanupContainer cleanup, HealthClock clock, TellReadiness readiness, EventWriter events, TimeProvider time,
    ILogger log)
{
    /// <summary>Starts the container.</summary>
    /// <param name="lease">Its lease.</param>
    /// <param name="beforeStart">Called when the container is made and its process waits: the moment to attach. Its result is returned.</param>
    /// <param name="restarts">How often it has been started again by itself, this time included; 0 where a person starts it.</param>
    /// <param name="restore">Where the processes come from a checkpoint: from which; null starts anew.</param>
    /// <exception cref="EngineException">InvalidState: it runs already; else what the runtime said, classified.</exception>
    public T Run<T>(ContainerLease lease, Func<string, T> beforeStart, uint restarts = 0, RestoreRequest? restore = null)
    {
        Require(lease);
        ContainerLogDriver.RequireStreams(lease.Config);
        var undo = new UndoStack();
        try
        {
            var made = IsInitialized(lease.State) ? Take(lease, undo) : Make(lease, undo, restore);
            var attached = beforeStart(paths.Bundle(lease.Id));
            if (attached is IDisposable disposable) undo.Push("attachment", disposable.Dispose);
            var health = BeginHealth(lease, made);
            // A restored process runs already.
            if (restore is null) runtimes.Of(lease.Config).Start(lease.Id);
            WritePidFile(lease.Config, made);
            lease.Save(made with
            {
                Status = ContainerStatus.Running,
                Started = time.GetUtcNow(),
                Health = health,
                RestartCount = restarts,
                ShortRuns = restarts == 0 ? 0 : lease.State.ShortRuns,
            });
            undo.Keep();
            events.Container(EventStatus.Start, lease.Config);
            readiness.Started(lease.Config);
            return attached;
        }
        catch (EngineException e)
        {
            foreach (var error in undo.Unwind()) log.Warn(error.Message);
            if (lease.Config.Spec.Remove != true) lease.Save(Failed(lease.State, e));
            throw;
        }
    }

    /// <summary>Does all of a start but the start: the container is made, and its process waits.</summary>
    /// <param name="lease">Its lease.</param>
    /// <exception cref="EngineException">InvalidState: it is made already, or runs; else what the runtime said, classified.</exception>
    public void Initialize(ContainerLease lease)
    {
        Require(lease);
        if (IsInitialized(lease.State))
            throw new EngineException(ErrorKind.InvalidState, $"container {lease.Id} has already been created in runtime: container state improper");
        var undo = new UndoStack();
        try
        {
            lease.Save(Make(lease, undo));
            undo.Keep();
        }
        catch (EngineException e)
        {
            foreach (var error in undo.Unwind()) log.Warn(error.Message);
            lease.Save(Failed(lease.State, e));
            throw;
        }
    }

    /// <summary>Whether it is made, and its process waits for the start.</summary>
    public static bool IsInitialized(ContainerState state) => state.Status == ContainerStatus.Created && ExitObservation.IsAlive(state);

    // What an earlier command made; where it cannot be started, nothing of it is of use.
    private ContainerState Take(ContainerLease lease, UndoStack undo)
    {
        undo.Push($"container {lease.Id}", () => runtimes.Of(lease.Config).Delete(lease.Id));
        return lease.State;
    }

    private ContainerState Make(ContainerLease lease, UndoStack undo, RestoreRequest? restore = null)
    {
        if (lease.State.Status != ContainerStatus.Configured || Directory.Exists(paths.Bundle(lease.Id))) cleanup.Run(lease);
        File.Delete(paths.ExitFile(lease.Id));
        var (monitor, attachments) = Create(lease, undo, restore);
        events.Container(EventStatus.Init, lease.Config);
        return Made(lease, monitor, attachments);
    }

    // The container's own choice beside the bundle's file, which conmon writes.
    private void WritePidFile(ContainerConfig config, ContainerState state)
    {
        if (string.IsNullOrEmpty(config.Spec.PidFile)) return;
        log.Writing(config.Spec.PidFile);
        try
        {
            File.WriteAllText(config.Spec.PidFile, state.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"writing pid file {config.Spec.PidFile}: {e.Message}", "name a file in a directory that exists with --pidfile", e);
        }
    }

    private static void Require(ContainerLease lease)
    {
        var status = lease.State.Status;
        if (status == ContainerStatus.Removing)
        {
            throw new EngineException(
                ErrorKind.InvalidState, $"starting container {lease.Id}: it is being removed", $"finish it with `hull rm -f {lease.Config.Name}`");
        }
        if (status is ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Stopping && ExitObservation.IsAlive(lease.State))
        {
            throw new EngineException(
                ErrorKind.InvalidState, $"starting container {lease.Id}: container {lease.Id} is already running: container state improper");
        }
    }

    private (StartedMonitor Monitor, IReadOnlyList<NetworkAttachment> Attachments) Create(ContainerLease lease, UndoStack undo, RestoreRequest? restore)
    {
        var config = restore?.Networks is { } asked ? lease.Config with { Spec = lease.Config.Spec with { Networks = asked } } : lease.Config;
        var bundle = paths.Bundle(lease.Id);
        undo.Push($"bundle {bundle}", () => DeleteTree.Delete(bundle));
        Directory.CreateDirectory(bundle, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        undo.Push($"mounts of container {lease.Id}", () => volumes.Release(config));
        if (config.IdMaps is { } maps)
        {
            var userRoot = new UserRoot(paths, lease.Id);
            if (!settings.Rootless) userRoot.RequireWay(runtimes.Of(config).Name, maps);
            undo.Push($"root directory of container {lease.Id}", userRoot.Delete);
        }

        if (config.Spec.CgroupsMode == ContainerCgroup.Split) EnterCgroup.Below(ContainerCgroup.Supervisor);
        MountRoot(lease, undo);
        var attachments = networks.Connect(config, undo);
        writeSpec.Run(config, attachments, bundle);
        var runtime = runtimes.Of(config);
        undo.Push($"container {lease.Id} of {runtime.Name}", () =>
        {
            if (runtime.Knows(lease.Id)) runtime.Delete(lease.Id);
        });
        var monitor = startMonitor.Run(config, attachments, bundle, restore);
        readiness.MainProcess(config, monitor.MonitorPid);
        if (networks.ConnectMade(config, monitor.ContainerPid, undo) is { Count: > 0 } made)
        {
            attachments = made;
            // The files are bound inside already: what they say of the network is written into them.
            new ContainerFiles(settings, log).WriteNames(config, attachments, paths.Merged(lease.Id), bundle);
        }

        return (monitor, attachments);
    }

    // Its first check is due at once: it waits for this lease, and so for the container to run.
    private HealthState? BeginHealth(ContainerLease lease, ContainerState made)
    {
        if (lease.Config.Spec.HealthConfig is not { IsOn: true }) return null;
        HealthLog.Delete(paths, lease.Config);
        var state = new HealthState();
        if (JudgeHealth.NextDelay(lease.Config.Spec, lease.State, state, time.GetUtcNow()) is not { } usual) return state;
        return clock.Start(state, lease.Id, new ProcessIdentity(made.ConmonPid, made.ConmonStartTime), TimeSpan.Zero, usual);
    }

    // What `mount` has mounted is the same overlay: a second one over the same layer would be another view of it.
    private void MountRoot(ContainerLease lease, UndoStack undo)
    {
        var merged = paths.Merged(lease.Id);
        if (lease.State.UserMounts > 0)
        {
            if (OpenRootfs.IsMounted(merged)) return;
            // It was mounted before a reboot.
            lease.Save(lease.State with { UserMounts = 0 });
        }
        undo.Push($"mount {merged}", () => Mount.Detach(merged));
        mountRootfs.Run(lease.Config);
    }

    private static ContainerState Made(ContainerLease lease, StartedMonitor monitor, IReadOnlyList<NetworkAttachment> attachments) => lease.State with
    {
        Status = ContainerStatus.Created,
        Pid = monitor.ContainerPid,
        PidStartTime = ProcessIdentity.TryRead(monitor.ContainerPid)?.StartTime ?? 0,
        ConmonPid = monitor.MonitorPid,
        ConmonStartTime = ProcessIdentity.TryRead(monitor.MonitorPid)?.StartTime ?? 0,
        Finished = null,
        PreviousExitCode = lease.State.ExitCode,
        ExitCode = 0,
        OomKilled = false,
        Error = null,
        StoppedByUser = false,
        IsRestarting = false,
        Checkpointed = false,
        Mounted = true,
        Networks = attachments,
        CgroupPath = ContainerCgroup.PathOf(lease.Config),
    };

    private static ContainerState Failed(ContainerState state, EngineException error) => state with
    {
        Error = error.Message,
        IsRestarting = false,
        ExitCode = error.Kind switch
        {
            ErrorKind.CommandNotFound => 127,
            ErrorKind.CommandNotExecutable => 126,
            _ => state.ExitCode,
        },
    };
}
