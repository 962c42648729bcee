using Hull.Core;
using Hull.Engine.Containers;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Health;

/// <summary>Does to an unhealthy container what was asked for; returns when it is done.</summary>
internal sealed class ActOnHealth(StopContainer stop, WaitContainer wait, RestartContainer restart, ILogger log)
{
    /// <summary>Acts, if the state asks for it.</summary>
    /// <param name="record">The container as it was when the check began.</param>
    /// <param name="startup">Whether it was a check of the start.</param>
    /// <param name="state">What the check has made of its health.</param>
    public void Run(ContainerRecord record, bool startup, HealthState state)
    {
        var action = startup
            ? JudgeHealth.MustStartAgain(record.Config.Spec.StartupHealthConfig!, state) ? HealthAction.Restart : HealthAction.None
            : state.Status == HealthStatus.Unhealthy ? record.Config.Spec.HealthCheckOnFailureAction ?? HealthAction.None : HealthAction.None;
        if (action == HealthAction.None) return;
        log.ActingOnHealth(record.Config.Name, action);
        try
        {
            Act(record, action);
        }
        catch (EngineException e) when (e.Kind is ErrorKind.NotFound or ErrorKind.InvalidState)
        {
            // Somebody stopped, paused or removed it in the meantime, which overtakes what the check asks for.
            log.Warn($"container {record.Config.Name} is unhealthy: {e.Message}");
        }
    }

    private void Act(ContainerRecord record, HealthAction action)
    {
        switch (action)
        {
            case HealthAction.Kill:
                stop.Kill(record);
                wait.CodeOf(record);
                break;
            case HealthAction.Restart:
                restart.Again(record.Config.Id);
                break;
            case HealthAction.Stop:
                stop.Run(record.Config.Id, timeout: null);
                break;
            default:
                throw new EngineException(ErrorKind.Internal, $"health action {action}: unknown");
        }
    }
}
