using Hull.Core;
using Hull.Engine.Health;

namespace Hull.Engine.Containers;

/// <content>Health checks, and waiting for what they find.</content>
public sealed partial class ContainerVerbs
{
    /// <summary>Runs a container's health check once, records the result and acts on it.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <exception cref="EngineException">NotFound; InvalidState: it does not run; InvalidArgument: it has no health check.</exception>
    public HealthOutcome CheckHealth(string nameOrId) => _rooms.Health.Run(nameOrId);

    /// <summary>Runs a container's health check because its time has come: for the process that keeps that time.</summary>
    /// <param name="id">The full id.</param>
    /// <param name="timer">The timer of systemd that keeps the time; null where a process does.</param>
    /// <returns>How long until the next check; null where there is none.</returns>
    public TimeSpan? CheckHealthOnTime(string id, string? timer = null) => _rooms.Health.RunScheduled(id, timer);

    /// <summary>Waits until one of several things holds of a container, or of the first of several.</summary>
    /// <param name="namesOrIds">The containers; the first that matches ends the wait.</param>
    /// <param name="conditions">What to wait for; one is enough.</param>
    /// <param name="interval">How often to look.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The exit code where an end was waited for and came; else -1.</returns>
    /// <exception cref="EngineException">NotFound: there is no such container, or it is gone and its end was not waited for.</exception>
    public int WaitFor(IReadOnlyList<string> namesOrIds, IReadOnlyList<WaitCondition> conditions, TimeSpan interval, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(namesOrIds);
        ArgumentNullException.ThrowIfNull(conditions);
        return new WaitForCondition(_rooms.Store, this, _rooms.Time).Run(namesOrIds, conditions, interval, cancellationToken);
    }
}
