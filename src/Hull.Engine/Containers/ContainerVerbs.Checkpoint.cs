using Hull.Engine.Containers.Checkpoints;

namespace Hull.Engine.Containers;

/// <content>Checkpoint and restore.</content>
public sealed partial class ContainerVerbs
{
    /// <summary>Writes the processes of a running container to files, and ends them unless told otherwise.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="options">How.</param>
    /// <exception cref="Core.EngineException">InvalidState: it does not run; Unsupported: what the host lacks; InvalidArgument; RuntimeFailed.</exception>
    public CheckpointReport Checkpoint(string nameOrId, CheckpointOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _rooms.Checkpoint.Run(_rooms.Store.Find(nameOrId).Config.Id, options);
    }

    /// <summary>Lets a container go on from its checkpoint.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="options">How.</param>
    /// <exception cref="Core.EngineException">InvalidState: it runs; NotFound: it has no checkpoint; Unsupported: what the host lacks; RuntimeFailed.</exception>
    public CheckpointReport Restore(string nameOrId, RestoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _rooms.Restore.Run(_rooms.Store.Find(nameOrId).Config.Id, options);
    }

    /// <summary>Makes a container of an archive that a checkpoint wrote, and lets it go on.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="previous">The archive of its pre-checkpoint; null where it has none.</param>
    /// <param name="options">How.</param>
    /// <exception cref="Core.EngineException">Conflict: id or name is in use; NotFound: its image is not here; else as <see cref="Restore"/>.</exception>
    public CheckpointReport RestoreArchive(string archive, string? previous, RestoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _rooms.Restore.Import(archive, previous, options);
    }
}
