using Hull.Linux.FileLocks;

namespace Hull.Engine.Volumes;

/// <summary>The right to change one volume: its lock is held and its state was read after the lock was taken.</summary>
internal sealed class VolumeLease : IDisposable
{
    private readonly VolumeStore _store;
    private readonly FileLock _lock;

    internal VolumeLease(VolumeStore store, VolumeRecord record, FileLock held)
    {
        _store = store;
        _lock = held;
        Config = record.Config;
        State = record.State;
    }

    /// <summary>What was decided at create.</summary>
    public VolumeConfig Config { get; }

    /// <summary>The newest committed state.</summary>
    public VolumeState State { get; private set; }

    /// <summary>The name, for brevity.</summary>
    public string Name => Config.Name;

    /// <summary>Commits a new state.</summary>
    public void Save(VolumeState state)
    {
        _store.Save(Name, state);
        State = state;
    }

    /// <summary>Deletes the volume's row, and gives the lock file up.</summary>
    public void Delete()
    {
        _store.Delete(Name);
        _lock.Unlink();
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
