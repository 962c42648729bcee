using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Health;
using Hull.Engine.Store;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Events;

/// <summary>Tells what happened, a line each at the place where it happens. No verb fails or waits because an event cannot be kept.</summary>
internal sealed class EventWriter
{
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    /// <summary>Writes where the settings say; nothing is opened before the first event.</summary>
    public EventWriter(EngineSettings settings, StorePaths paths, TimeProvider time, ILogger log)
    {
        (_time, _log) = (time, log);
        Kept = settings.EventsBackend switch
        {
            "none" => null,
            "journald" => new EventJournal(time, log),
            _ => new EventFile(
                settings.Engine.EventsLogfilePath is { Length: > 0 } path ? path : paths.Events, settings.Engine.EventsLogfileMaxSize, time, log),
        };
    }

    /// <summary>Where events are kept; null where they are not.</summary>
    public IEventLog? Kept { get; }

    /// <summary>Keeps an event; its time is now.</summary>
    public void Write(EngineEvent happened)
    {
        try
        {
            Kept?.Append(happened with { Time = _time.GetUtcNow() });
        }
        catch (EngineException failure)
        {
            _log.LostEvent(EventWords.Of(happened.Type), EventWords.Of(happened.Status), failure.Message);
        }
    }

    /// <summary>Something happened to a container.</summary>
    public void Container(EventStatus status, ContainerConfig config) => Write(Of(status, config));

    /// <summary>A container's process ended: told once, by whoever records the end.</summary>
    /// <param name="config">The container.</param>
    /// <param name="before">Its state before the end was recorded; where it had not run, nothing has ended.</param>
    /// <param name="ended">Its state after.</param>
    public void Died(ContainerConfig config, ContainerState before, ContainerState ended)
    {
        if (before.Status is ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Stopping or ContainerStatus.Stopped)
            Write(Of(EventStatus.Died, config) with { ContainerExitCode = ended.ExitCode, OomKilled = ended.OomKilled });
    }

    /// <summary>A further process of a container ended.</summary>
    public void ExecDied(ContainerConfig config, string session, int? exitCode)
    {
        var died = Of(EventStatus.ExecDied, config);
        Write(died with { ContainerExitCode = exitCode, Attributes = new Dictionary<string, string>(died.Attributes!) { ["execID"] = session } });
    }

    /// <summary>A health check of a container ran. What it printed is told where its results are to go to the events.</summary>
    public void Health(ContainerConfig config, HealthState state, HealthResult result) => Write(Of(EventStatus.HealthStatus, config) with
    {
        HealthStatus = state.Word,
        HealthFailingStreak = state.FailingStreak,
        HealthLog = config.Spec.HealthLogDestination == HealthDefaults.EventsLogger ? result.Output : "",
    });

    /// <summary>Something happened to an image.</summary>
    /// <param name="status">What.</param>
    /// <param name="id">Its id; empty where it has none.</param>
    /// <param name="name">Its name as typed, or the path it went to or came from.</param>
    /// <param name="error">Why it failed.</param>
    public void Image(EventStatus status, string id, string name, string error = "") =>
        Write(new EngineEvent { Type = EventType.Image, Status = status, Id = id, Name = name, Error = error });

    /// <summary>Something happened to a volume.</summary>
    public void Volume(EventStatus status, string name) => Write(new EngineEvent { Type = EventType.Volume, Status = status, Name = name });

    /// <summary>Something happened to a network, or a container was connected to it or disconnected from it.</summary>
    public void Network(EventStatus status, string network, string containerId = "") => Write(new EngineEvent
    {
        Type = EventType.Network,
        Status = status,
        Id = containerId,
        Name = containerId.Length == 0 ? network : "",
        Network = network,
    });

    /// <summary>Something happened to the engine as a whole.</summary>
    public void System(EventStatus status) => Write(new EngineEvent { Type = EventType.System, Status = status });

    /// <summary>An event of a container, to which more may be added before it is written.</summary>
    public static EngineEvent Of(EventStatus status, ContainerConfig config) => new()
    {
        Type = EventType.Container,
        Status = status,
        Id = config.Id,
        Name = config.Name,
        Image = config.ImageName,
        PodId = config.Spec.Pod ?? "",
        Attributes = config.Spec.Labels ?? new Dictionary<string, string>(),
    };
}
