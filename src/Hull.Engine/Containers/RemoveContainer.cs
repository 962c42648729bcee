using Hull.Core;
using Hull.Engine.Events;
using Hull.Engine.Store;
using Hull.Linux;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>Removes a container: its kernel objects, its files, then its row. A kill in between leaves a row that says Removing, which the sweep finishes.</summary>
internal sealed class RemoveContainer(StorePaths paths, CleanupContainer cleanup, ContainerVolumes volumes, EventWriter events, TimeProvider time, ILogger log)
{
    private const int IdFileLimit = 4096;

    /// <summary>Removes an ended container whose lease is held. With it goes the lock file.</summary>
    /// <param name="lease">Its lease.</param>
    /// <param name="withVolumes">Whether its anonymous volumes go with it, as they always do with a container that is removed at its exit.</param>
    public void Run(ContainerLease lease, bool withVolumes = false)
    {
        withVolumes |= lease.State.RemovesVolumes || lease.Config.Spec.Remove == true;
        var ended = cleanup.Ended(lease);
        events.Died(lease.Config, lease.State, ended);
        // A container that is removed at its exit says so in its config: its row needs no second mark.
        if (lease.Config.Spec.Remove != true) lease.Save(ended with { Status = ContainerStatus.Removing, RemovesVolumes = withVolumes });
        cleanup.TakeDown(lease, isRemoved: true);
        var directory = paths.Container(lease.Id);
        log.DeletingFiles(directory);
        DeleteTree.Delete(directory);
        if (lease.Config.LogPath.Length > 0 && !lease.Config.LogPath.StartsWith(paths.Root, StringComparison.Ordinal))
            File.Delete(lease.Config.LogPath);
        DeleteIdFile(lease, log);
        var orphans = lease.Delete(ended.ExitCode, time.GetUtcNow(), withVolumes);
        events.Container(EventStatus.Remove, lease.Config);
        File.Delete(paths.ExitFile(lease.Id));
        volumes.Remove(orphans);
    }

    /// <summary>The error of removing what still runs.</summary>
    public static EngineException StillRuns(ContainerLease lease) => new(
        ErrorKind.InvalidState,
        $"cannot remove container {lease.Id} as it is {Word(lease.State.Status)} - running or paused containers cannot be removed without force: "
        + "container state improper");

    /// <summary>The error of removing a container whose namespaces others join.</summary>
    public static EngineException HasDependents(string id, IReadOnlyList<string> dependents) => new(
        ErrorKind.InvalidArgument,
        $"container {id} has dependent containers which must be removed before it: {string.Join(", ", dependents)}: container already exists",
        $"remove them too with `hull rm --depend {id[..12]}`");

    // A file that no longer holds this id has another owner by now.
    private static void DeleteIdFile(ContainerLease lease, ILogger log)
    {
        if (lease.Config.Spec.CidFile is not { } path) return;
        try
        {
            if (TextFiles.ReadIfThere(path, IdFileLimit).Trim() == lease.Id) File.Delete(path);
        }
        catch (Exception e) when (e is EngineException or IOException or UnauthorizedAccessException)
        {
            log.Warn($"deleting container ID file {path}: {e.Message}");
        }
    }

    private static string Word(ContainerStatus status) => status == ContainerStatus.Paused ? "paused" : "running";
}
