using Hull.Core;
using Hull.Engine.Containers.Ids;
using Hull.Engine.Events;
using Hull.Engine.Health;
using Hull.Engine.Networks;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.Cgroups;
using Hull.Linux.Mounts;
using Hull.Linux.Processes;
using Hull.Linux.Systemd;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>
/// Takes down what a start made, in reverse: runtime, network, mount, bundle. Idempotent: conmon's exit command, the attached client, `rm` and the
/// sweep may all run it, one after the other under the lease; each step carries on when one fails, and all errors are reported.
/// </summary>
internal sealed class CleanupContainer(
    StorePaths paths, RuntimeSelection runtimes, ContainerNetworks networks, ContainerVolumes volumes, HealthClock clock, EventWriter events, TimeProvider time, ILogger log)
{
    // By their arguments conmon (-b) and the runtime that it runs (--bundle) are known before anything has written their numbers down.
    private static readonly string[] BundleOptions = ["-b", "--bundle"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Cleans up an ended container and records how it ended. Does nothing to one that runs.</summary>
    public void Run(ContainerLease lease)
    {
        if (!HasEnded(lease.State)) return;
        clock.EndTimer(lease.State.Health?.Timer);
        // How it ended is read from files that the tear-down deletes.
        var ended = Ended(lease);
        TakeDown(lease);
        if (lease.State.Status is not (ContainerStatus.Configured or ContainerStatus.Exited))
        {
            ForgetChanges(lease.Config);
            events.Died(lease.Config, lease.State, ended);
            events.Container(EventStatus.Cleanup, lease.Config);
        }
        if (lease.State.Status != ContainerStatus.Configured) lease.Save(ended);
        File.Delete(paths.ExitFile(lease.Id));
    }

    // What was changed over a directory of the host (`--rootfs DIRECTORY:O`) goes with the run that changed it.
    private void ForgetChanges(ContainerConfig config)
    {
        if (config.Spec.RootfsOverlay != true) return;
        foreach (var directory in (string[])[paths.Upper(config.Id), paths.Work(config.Id)])
        {
            DeleteTree.Delete(directory);
            Directory.CreateDirectory(directory);
        }
    }

    /// <summary>The state after the end: the code from conmon's exit file where it is still there.</summary>
    public ContainerState Ended(ContainerLease lease)
    {
        var state = lease.State;
        if (state.Status is ContainerStatus.Exited or ContainerStatus.Configured) return state;
        var code = ExitObservation.ReadCode(paths, lease.Id);
        var neverRan = state.Status == ContainerStatus.Created;
        return state with
        {
            Status = ContainerStatus.Exited,
            ExitCode = code ?? (neverRan ? state.ExitCode : ExitObservation.Unknown),
            OomKilled = File.Exists(Path.Join(paths.Bundle(lease.Id), "oom")),
            Error = code is null && !neverRan ? "conmon ended before it could report the exit code" : state.Error,
            Finished = time.GetUtcNow(),
            Pid = 0,
            PidStartTime = 0,
            ConmonPid = 0,
            ConmonStartTime = 0,
            Mounted = false,
            Networks = [],
            Health = state.Health is { } health ? health.WithoutClock() with { Status = HealthStatus.Stopped } : null,
        };
    }

    /// <summary>Undoes every effect of a start on the kernel and the run root; the rows are the caller's.</summary>
    /// <param name="lease">The container's lease.</param>
    /// <param name="isRemoved">Whether the container goes: then what `mount` has mounted goes too.</param>
    public void TakeDown(ContainerLease lease, bool isRemoved = false)
    {
        var errors = new List<Exception>();
        var bundle = paths.Bundle(lease.Id);
        var halfMade = IsHalfMade(lease);
        var runtime = runtimes.TryOf(lease.Config);
        var cgroup = halfMade || runtime is null ? CgroupOf(lease.Config) : null;
        if (halfMade) Attempt(errors, () => EndHalfMade(lease.Id, cgroup));
        Attempt(errors, () =>
        {
            if (runtime is null) DeleteWithoutRuntime(lease.Config, cgroup);
            else if (runtime.Knows(lease.Id)) runtime.Delete(lease.Id);
        });
        // A runtime that is gone, or was killed before it wrote its record, does not remove the cgroup that it made.
        if (cgroup is not null) Attempt(errors, () => RemoveCgroup.Run(cgroup, Patience));
        Attempt(errors, () => networks.Disconnect(lease.Config, lease.State.Networks));
        if (lease.Config.IdMaps is not null) Attempt(errors, () => new UserRoot(paths, lease.Id).Delete());
        Attempt(errors, () =>
        {
            if (lease.State.UserMounts > 0 && !isRemoved) return;
            var merged = paths.Merged(lease.Id);
            log.Unmounting(merged);
            Mount.Detach(merged);
        });
        Attempt(errors, () => volumes.Release(lease.Config));
        if (errors.Count == 0) Attempt(errors, () => DeleteTree.Delete(bundle));
        if (errors.Count > 0)
        {
            throw new EngineException(
                ErrorKind.Internal, $"cleaning up container {lease.Id[..12]}: {string.Join("; ", errors.Select(e => e.Message))}",
                $"try again with `hull container cleanup {lease.Id[..12]}`", new AggregateException(errors));
        }
    }

    // Where it would lie; null where none can have been made. What a user's systemd makes lies below that systemd's own group.
    private static Cgroup? CgroupOf(ContainerConfig config)
    {
        if (ContainerCgroup.DirectoryOf(config) is not { } path) return null;
        if (config is not { Rootless: true, CgroupManager: "systemd" }) return CgroupLayout.Read().At(path);
        try
        {
            using var manager = SystemdManager.OpenUser();
            return CgroupLayout.Read().At(manager.ControlGroup.TrimEnd('/') + path);
        }
        catch (EngineException)
        {
            // The user's systemd is gone, and with it all that it had made.
            return null;
        }
    }

    // A container must not outlive the program that made it: what that left is its cgroup and its record.
    private void DeleteWithoutRuntime(ContainerConfig config, Cgroup? cgroup)
    {
        log.Warn($"container {config.Name}: its OCI runtime {config.Runtime} is not there any more; what it made is removed without it");
        if (cgroup is { Exists: true }) KillCgroup.Run(cgroup, Patience);
        DeleteTree.Delete(Path.Join(paths.RuntimeRoot(config.Runtime), config.Id));
    }

    // A start or removal was killed on the way: there is a bundle, and the row does not say that the container runs.
    private bool IsHalfMade(ContainerLease lease) =>
        lease.State.Status is ContainerStatus.Configured or ContainerStatus.Exited or ContainerStatus.Removing
        && Directory.Exists(paths.Bundle(lease.Id));

    // conmon and the runtime go on for a moment when the start that waits for them is killed, and what they made after the tear-down
    // would stay: so they end first, then what they have put into the container's cgroup.
    private void EndHalfMade(string id, Cgroup? cgroup)
    {
        var ended = EndProcesses.WithOption(BundleOptions, paths.Bundle(id), Patience);
        log.EndedHalfMade(id, ended);
        if (cgroup is { Exists: true }) KillCgroup.Run(cgroup, Patience);
    }

    /// <summary>Undoes what a create or remove without a row left: at most a network, a mount and directories.</summary>
    public void TakeDownUnrecorded(string id)
    {
        networks.Forget(id);
        new UserRoot(paths, id).Delete();
        Mount.Detach(paths.Merged(id));
        volumes.Detach(id);
        DeleteTree.Delete(paths.Bundle(id));
    }

    /// <summary>Whether a run has ended that is still recorded as going on.</summary>
    public static bool IsUnrecordedEnd(ContainerState state) =>
        state.Status is not (ContainerStatus.Exited or ContainerStatus.Configured or ContainerStatus.Removing) && !ExitObservation.IsAlive(state);

    private static bool HasEnded(ContainerState state) => state.Status switch
    {
        ContainerStatus.Created or ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Stopping
            => !ExitObservation.IsAlive(state),
        _ => true,
    };

    private static void Attempt(List<Exception> errors, Action step)
    {
        try
        {
            step();
        }
        catch (Exception e) when (e is EngineException or IOException or UnauthorizedAccessException)
        {
            errors.Add(e);
        }
    }
}
