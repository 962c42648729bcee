using Hull.Core;

namespace Hull.Engine.Events;

/// <summary>What happened to containers, images and the rest: written by every verb, read here.</summary>
public sealed class EventVerbs
{
    private readonly EventWriter _writer;

    internal EventVerbs(EventWriter writer) => _writer = writer;

    /// <summary>The events that are kept, oldest first; when streaming, those still to come until the token ends it.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellationToken">Ends streaming.</param>
    /// <exception cref="EngineException">InvalidArgument: no events are kept. Thrown before the first event.</exception>
    public IAsyncEnumerable<EngineEvent> Read(EventsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _writer.Kept?.Read(request, cancellationToken)
            ?? throw new EngineException(
                ErrorKind.InvalidArgument, "cannot read events with the \"none\" backend", "keep them with --events-backend file, or events_logger in containers.conf");
    }

    /// <summary>Keeps an event of the caller's; for what is done outside this library, such as a build. Never fails.</summary>
    /// <param name="happened">The event; its time is now.</param>
    public void Write(EngineEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        _writer.Write(happened);
    }
}
