namespace Hull.Engine.Containers.Stats;

/// <summary>Of which containers samples are taken, and how often.</summary>
public sealed record StatsRequest
{
    /// <summary>The containers; none for those that run.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>With no names: whether those that do not run are shown too.</summary>
    public bool All { get; init; }

    /// <summary>The time between two samples; null for one sample only.</summary>
    public TimeSpan? Interval { get; init; }
}
