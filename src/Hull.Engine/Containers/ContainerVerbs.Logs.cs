using Hull.Core;
using Hull.Engine.Containers.Logs;

namespace Hull.Engine.Containers;

/// <content>Logs.</content>
public sealed partial class ContainerVerbs
{
    /// <summary>
    /// The lines of containers' logs: of one after the other, or, following several, each line as it comes. Following ends when the
    /// containers have ended and all is read; a log that conmon begins anew at its maximum size is followed on.
    /// </summary>
    /// <param name="namesOrIds">The containers.</param>
    /// <param name="request">Which lines.</param>
    /// <param name="cancellationToken">Ends following.</param>
    /// <exception cref="EngineException">NotFound; InvalidState: a container's driver keeps no log. Thrown before the first line.</exception>
    public IAsyncEnumerable<LogLine> Logs(IReadOnlyList<string> namesOrIds, LogsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(namesOrIds);
        ArgumentNullException.ThrowIfNull(request);
        return _rooms.Logs.Run(namesOrIds, request, cancellationToken);
    }
}
