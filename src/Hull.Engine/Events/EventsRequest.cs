namespace Hull.Engine.Events;

/// <summary>Which events are wanted.</summary>
public sealed record EventsRequest
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    /// <summary>Only those from this moment on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only those up to this moment; streaming ends then.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether events still to come are waited for. Without a moment to begin or end at, what happened before is then not told.</summary>
    public bool Stream { get; init; }

    /// <summary>Which events pass.</summary>
    public EventFilter Filter { get; init; } = EventFilter.Everything;

    /// <summary>Whether what is kept already is read.</summary>
    internal bool FromStart => !Stream || Since is not null || Until is not null;

    /// <summary>Whether an event is wanted.</summary>
    /// <param name="happened">The event.</param>
    internal bool Wants(EngineEvent happened) =>
        !(happened.Time < Since) && !(happened.Time > Until) && Filter.Passes(happened);

    /// <summary>Tells when streaming ends: at the caller's wish, or at the moment until which events are wanted.</summary>
    /// <param name="time">Where time comes from.</param>
    /// <param name="cancellationToken">The caller's.</param>
    internal CancellationTokenSource EndOfStream(TimeProvider time, CancellationToken cancellationToken)
    {
        var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (Until is not { } until) return end;
        var left = until - time.GetUtcNow();
        if (left <= TimeSpan.Zero) end.Cancel();
        // A timer cannot run longer than some 49 days; nor will this command.
        else end.CancelAfter(left < LongestTimer ? left : LongestTimer);
        return end;
    }
}
