namespace Hull.Engine.Containers.Logs;

/// <summary>Which lines of a log are wanted.</summary>
public sealed record LogsRequest
{
    /// <summary>Only the last so many lines of what is there already; null is all. A line in several parts counts once.</summary>
    public long? Tail { get; init; }

    /// <summary>Only lines after this moment.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only lines before this moment; following ends then.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether lines still to come are waited for, until the container has ended.</summary>
    public bool Follow { get; init; }
}
