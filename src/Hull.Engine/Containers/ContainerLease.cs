using Hull.Linux.FileLocks;

namespace Hull.Engine.Containers;

/// <summary>
/// The right to change one container: its lock is held and its state was read after the lock was taken. Never held while waiting for the
/// container's process or the network, so that `kill` and `rm -f` can overtake.
/// </summary>
internal sealed class ContainerLease : IDisposable
{
    private readonly ContainerStore _store;
    private readonly FileLock _lock;

    internal ContainerLease(ContainerStore store, ContainerRecord record, FileLock held)
    {
        _store = store;
        _lock = held;
        Config = record.Config;
        State = record.State;
    }

    /// <summary>What was decided at create.</summary>
    public ContainerConfig Config { get; private set; }

    /// <summary>What was last observed; the newest committed state.</summary>
    public ContainerState State { get; private set; }

    /// <summary>The id, for brevity.</summary>
    public string Id => Config.Id;

    /// <summary>Commits a new state.</summary>
    public void Save(ContainerState state)
    {
        _store.SaveState(Id, state);
        State = state;
    }

    /// <summary>Commits another decision: rename, update and migrate are the only verbs that change what was decided.</summary>
    /// <exception cref="Core.EngineException">Conflict: the new name is in use.</exception>
    public void Reconfigure(ContainerConfig config)
    {
        _store.SaveConfig(Config, config);
        Config = config;
    }

    /// <summary>Deletes the container's row, keeps its exit code, and gives the lock file up.</summary>
    /// <param name="exitCode">The exit code.</param>
    /// <param name="now">Now.</param>
    /// <param name="withVolumes">Whether its anonymous volumes go with it.</param>
    /// <returns>The volumes that are now to be removed.</returns>
    public IReadOnlyList<string> Delete(int exitCode, DateTimeOffset now, bool withVolumes = false)
    {
        var orphans = _store.Delete(Config, exitCode, now, withVolumes);
        _lock.Unlink();
        return orphans;
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
