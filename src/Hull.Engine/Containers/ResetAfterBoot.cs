using Hull.Engine.Events;
using Hull.Engine.Networks;
using Hull.Engine.Store;
using Hull.Linux.FileLocks;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>After a reboot nothing runs: every recorded state that says otherwise is set to what a reboot left of it.</summary>
internal sealed class ResetAfterBoot(
    StorePaths paths, ContainerStore store, ContainerNetworks networks, ContainerVolumes volumes, CleanupContainer cleanup, RemoveContainer remove, EventWriter events, ILogger log)
{
    /// <summary>Resets all containers, once per boot; a second process waits for the first and finds nothing to do.</summary>
    public void Run()
    {
        var marker = new BootMarker(paths);
        if (!marker.IsNewBoot()) return;
        marker.MakeDirectories();
        using var held = FileLock.Acquire(paths.BootMarker + ".lock");
        if (!marker.IsNewBoot()) return;
        networks.ResetAfterBoot();
        volumes.ForgetMounts();
        foreach (var (id, state) in store.States())
        {
            if (state.Status is ContainerStatus.Configured or ContainerStatus.Exited) continue;
            log.Sweeping(id);
            Reset(id);
        }
        marker.Record();
        events.System(EventStatus.Refresh);
    }

    private void Reset(string id)
    {
        using var lease = store.TryLeaseExisting(id);
        if (lease is null) return;
        // A PID of before the reboot may be anybody's by now.
        lease.Save(lease.State with { Pid = 0, PidStartTime = 0, ConmonPid = 0, ConmonStartTime = 0 });
        if (lease.State.Status == ContainerStatus.Removing || lease.Config.Spec.Remove == true) remove.Run(lease);
        else cleanup.Run(lease);
    }
}
