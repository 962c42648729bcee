namespace Hull.Engine.Events;

/// <summary>Where events are kept: a file, or the host's journal.</summary>
internal interface IEventLog
{
    /// <summary>Keeps an event.</summary>
    /// <param name="happened">The event.</param>
    /// <exception cref="Core.EngineException">It cannot be written.</exception>
    void Append(EngineEvent happened);

    /// <summary>The events kept, oldest first; when streaming, those still to come as well.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">Ends streaming.</param>
    IAsyncEnumerable<EngineEvent> Read(EventsRequest request, CancellationToken cancellationToken);
}
