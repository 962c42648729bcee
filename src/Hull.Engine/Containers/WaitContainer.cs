using Hull.Core;
using Hull.Engine.Store;
using Hull.Images;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>Waits for a container to end and tells its exit code, also where it is removed as soon as it ends.</summary>
internal sealed class WaitContainer(StorePaths paths, ContainerStore store, CleanupContainer cleanup, RemoveContainer remove, ImageStore images, ILogger log)
{
    /// <summary>Waits for the end of a container that was running (or has ended already).</summary>
    /// <returns>The exit code; -1 where conmon died before it could tell.</returns>
    public int Run(string id)
    {
        while (true)
        {
            var record = store.TryFind(id);
            if (record is null) return store.FindExit(id)?.Code ?? throw ContainerStore.NoSuchContainer(id);
            if (record.State.Status is ContainerStatus.Exited or ContainerStatus.Configured) return record.State.ExitCode;
            ExitObservation.Wait(paths, record);
            if (CodeOf(record) is { } code) return code;
        }
    }

    /// <summary>
    /// How one run of a container ended, cleaning up after it. One that conmon's exit command is about to start again is left to that.
    /// </summary>
    /// <param name="run">The container as it was while it ran; its process has ended.</param>
    /// <returns>The exit code; null where it still runs.</returns>
    public int? CodeOf(ContainerRecord run)
    {
        using (var lease = store.TryLeaseExisting(run.Config.Id))
        {
            if (lease is null) return store.FindExit(run.Config.Id)?.Code;
            if (lease.State.Started != run.State.Started && run.State.Started is not null) return lease.State.PreviousExitCode;
            if (CleanupContainer.IsUnrecordedEnd(lease.State))
            {
                var ended = cleanup.Ended(lease);
                var monitor = new ProcessIdentity(lease.State.ConmonPid, lease.State.ConmonStartTime);
                if (RestartRule.Applies(lease.Config.Spec, ended) && monitor.IsAlive) return ended.ExitCode;
            }
        }
        return Finish(run.Config.Id);
    }

    /// <summary>
    /// Cleans an ended container up, removing it where it is to be removed at its exit. Whoever comes first (the attached client, conmon's
    /// exit command) does it; the other finds it done.
    /// </summary>
    /// <returns>The exit code, or null where the container runs (again).</returns>
    public int? Finish(string id)
    {
        using var lease = store.TryLeaseExisting(id);
        if (lease is null || lease.State.Status == ContainerStatus.Exited) log.TakenDownElsewhere(id);
        if (lease is null) return store.FindExit(id)?.Code;
        if (lease.State.Status is not (ContainerStatus.Exited or ContainerStatus.Configured) && ExitObservation.IsAlive(lease.State)) return null;
        if (lease.Config.Spec.Remove == true && lease.State is { Status: not ContainerStatus.Configured, IsRestarting: false })
        {
            var code = cleanup.Ended(lease).ExitCode;
            remove.Run(lease);
            if (lease.Config.Spec.RemoveImage == true) RemoveImage(lease.Config);
            return code;
        }
        cleanup.Run(lease);
        return lease.State.ExitCode;
    }

    // An image that something else uses stays.
    private void RemoveImage(ContainerConfig config)
    {
        try
        {
            images.Remove(config.ImageName);
        }
        catch (EngineException e) when (e.Kind is ErrorKind.Conflict or ErrorKind.NotFound)
        {
            log.ImageStays(config.ImageName, e.Message);
        }
    }
}
