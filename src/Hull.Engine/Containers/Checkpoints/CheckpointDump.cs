using Hull.Engine.Networks;

namespace Hull.Engine.Containers.Checkpoints;

/// <summary>What an archive of a checkpoint says of its container: the file config.dump.</summary>
internal sealed record CheckpointDump
{
    /// <summary>The container as decided.</summary>
    public required ContainerConfig Config { get; init; }

    /// <summary>What it had got of its networks.</summary>
    public IReadOnlyList<NetworkAttachment> Networks { get; init; } = [];

    /// <summary>Whether it was made with its pre-checkpoint, which must come along.</summary>
    public bool HasPrevious { get; init; }
}
