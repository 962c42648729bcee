using Hull.Engine.Networks;

namespace Hull.Engine.Containers.Checkpoints;

/// <summary>What makes a start a restore.</summary>
internal sealed record RestoreRequest
{
    /// <summary>CRIU's images.</summary>
    public required string Images { get; init; }

    /// <summary>Arguments for the runtime's restore.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>What is asked of the networks this time; null is what the container asks.</summary>
    public IReadOnlyDictionary<string, PerNetworkOptions>? Networks { get; init; }
}
