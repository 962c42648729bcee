namespace Hull.Engine.Events;

/// <summary>What happened, in Podman's words (<see cref="EventWords"/>).</summary>
public enum EventStatus
{
    /// <summary>A client was connected to a container's streams.</summary>
    Attach,

    /// <summary>A container was replaced by one of a newer image.</summary>
    AutoUpdate,

    /// <summary>An image was built.</summary>
    Build,

    /// <summary>A container was frozen to the disk.</summary>
    Checkpoint,

    /// <summary>What an ended container used was taken down.</summary>
    Cleanup,

    /// <summary>An image was made of a container.</summary>
    Commit,

    /// <summary>Files were copied into a container or out of it.</summary>
    Copy,

    /// <summary>A container was connected to a network.</summary>
    Connect,

    /// <summary>It was made.</summary>
    Create,

    /// <summary>A container's process ended.</summary>
    Died,

    /// <summary>A container was disconnected from a network.</summary>
    Disconnect,

    /// <summary>A further process was started in a container.</summary>
    Exec,

    /// <summary>A further process of a container ended.</summary>
    ExecDied,

    /// <summary>A container exited (written by older engines).</summary>
    Exited,

    /// <summary>A container's files were written out.</summary>
    Export,

    /// <summary>A healthcheck ran.</summary>
    HealthStatus,

    /// <summary>An image's history was read.</summary>
    History,

    /// <summary>An image was made of a tar.</summary>
    Import,

    /// <summary>A container was made ready to start.</summary>
    Init,

    /// <summary>A signal was sent.</summary>
    Kill,

    /// <summary>Images were loaded.</summary>
    LoadFromArchive,

    /// <summary>A file system was mounted for the user.</summary>
    Mount,

    /// <summary>Its processes were frozen.</summary>
    Pause,

    /// <summary>What nothing uses was removed.</summary>
    Prune,

    /// <summary>An image was pulled.</summary>
    Pull,

    /// <summary>A pull failed.</summary>
    PullError,

    /// <summary>An image was pushed.</summary>
    Push,

    /// <summary>Recorded states were reset after a reboot.</summary>
    Refresh,

    /// <summary>It was removed.</summary>
    Remove,

    /// <summary>It got another name.</summary>
    Rename,

    /// <summary>Locks were numbered anew (Podman's; Hull has none to number).</summary>
    Renumber,

    /// <summary>It was started again.</summary>
    Restart,

    /// <summary>A container was brought back from a checkpoint.</summary>
    Restore,

    /// <summary>The file of events was halved.</summary>
    Rotate,

    /// <summary>An image was written to a file.</summary>
    Save,

    /// <summary>Its process runs.</summary>
    Start,

    /// <summary>It was stopped.</summary>
    Stop,

    /// <summary>A container's state was read anew.</summary>
    Sync,

    /// <summary>An image got a name.</summary>
    Tag,

    /// <summary>A file system was unmounted.</summary>
    Unmount,

    /// <summary>Its processes go on.</summary>
    Unpause,

    /// <summary>An image lost a name.</summary>
    Untag,

    /// <summary>A container's limits or policies were changed.</summary>
    Update,
}
