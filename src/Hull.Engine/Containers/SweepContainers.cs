using Hull.Core;
using Hull.Engine.Health;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>
/// Takes down what killed commands left: bundles and writable layers without a row, starts that never finished, exits that nobody cleaned
/// up, removals that stopped half-way. What a living process holds the lock of is not a leftover. When nothing is wrong it costs two
/// directory listings and one query.
/// </summary>
internal sealed class SweepContainers(
    StorePaths paths, ContainerStore store, CleanupContainer cleanup, RemoveContainer remove, HealthClock clock, ILogger log)
{
    /// <summary>Sweeps; errors of one container are logged and do not keep the others from being swept.</summary>
    public void Run()
    {
        var bundles = Names(paths.Bundles);
        var layers = Names(paths.Containers);
        if (bundles.Count == 0 && layers.Count == 0) return;
        var (recorded, active) = store.Overview();
        foreach (var (id, state) in active)
        {
            if (NeedsSweep(state)) Attempt(id, () => SweepRecorded(id));
            else if (HealthClock.IsMissing(state)) Attempt(id, () => StartClock(id));
        }
        foreach (var id in bundles)
        {
            // One at rest has no bundle: a start or a removal was killed on the way.
            if (recorded.Contains(id) && !active.ContainsKey(id)) Attempt(id, () => SweepRecorded(id));
        }
        bundles.UnionWith(layers);
        foreach (var id in bundles)
        {
            if (!recorded.Contains(id)) Attempt(id, () => SweepUnrecorded(id));
        }
    }

    private static bool NeedsSweep(ContainerState state) => state.Status == ContainerStatus.Removing || !ExitObservation.IsAlive(state);

    private void SweepRecorded(string id)
    {
        using var lease = store.TryLeaseNow(id);
        if (lease is null) return;
        // conmon may be about to write the exit code: it is alive, and its exit command cleans up.
        if (lease.State.ConmonPid != 0
            && new ProcessIdentity(lease.State.ConmonPid, lease.State.ConmonStartTime).IsAlive) return;
        log.Sweeping(id);
        var begun = lease.State.Status != ContainerStatus.Configured;
        if (lease.State.Status == ContainerStatus.Removing || (begun && lease.Config.Spec.Remove == true && !lease.State.IsRestarting)) remove.Run(lease);
        else cleanup.Run(lease);
    }

    // Somebody killed it: the container's health would be told as of that moment for ever.
    private void StartClock(string id)
    {
        using var lease = store.TryLeaseNow(id);
        if (lease is null || !HealthClock.IsMissing(lease.State)) return;
        var monitor = new ProcessIdentity(lease.State.ConmonPid, lease.State.ConmonStartTime);
        lease.Save(lease.State with { Health = clock.Start(lease.State.Health!, id, monitor, TimeSpan.Zero, usual: null) });
    }

    private void SweepUnrecorded(string id)
    {
        using var held = store.TryLockUnrecorded(id);
        if (held is null) return;
        log.Sweeping(id);
        cleanup.TakeDownUnrecorded(id);
        DeleteTree.Delete(paths.Container(id));
        File.Delete(paths.ExitFile(id));
        held.Unlink();
    }

    private void Attempt(string id, Action sweep)
    {
        try
        {
            sweep();
        }
        catch (Exception e) when (e is EngineException or IOException or UnauthorizedAccessException)
        {
            log.Warn($"sweeping container {id}: {e.Message}");
        }
    }

    private static HashSet<string> Names(string directory)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (!Directory.Exists(directory)) return names;
        foreach (var path in Directory.EnumerateFileSystemEntries(directory)) names.Add(Path.GetFileName(path));
        return names;
    }
}
