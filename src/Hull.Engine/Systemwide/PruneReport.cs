namespace Hull.Engine.Systemwide;

/// <summary>What a prune has done.</summary>
public sealed record PruneReport
{
    /// <summary>The ids or names of what was removed, in order.</summary>
    public required IReadOnlyList<string> Removed { get; init; }

    /// <summary>What it took on the disk, in bytes.</summary>
    public required long Reclaimed { get; init; }

    /// <summary>Why some of it could not be removed.</summary>
    public IReadOnlyList<Core.EngineException> Failures { get; init; } = [];
}
