namespace Hull.Engine.Events;

/// <summary>Something that happened: one record, of which Podman's and Docker's forms are two views.</summary>
public sealed record EngineEvent
{
    /// <summary>What kind of object it happened to.</summary>
    public required EventType Type { get; init; }

    /// <summary>What happened.</summary>
    public required EventStatus Status { get; init; }

    /// <summary>When, to 100 ns.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The object's id: a container's, an image's, a pod's; of a network event the container's. Empty where it has none.</summary>
    public string Id { get; init; } = "";

    /// <summary>The object's name; of an image what was typed, a path where it was saved or loaded.</summary>
    public string Name { get; init; } = "";

    /// <summary>A container's image, by name.</summary>
    public string Image { get; init; } = "";

    /// <summary>The network that a container is connected to or disconnected from.</summary>
    public string Network { get; init; } = "";

    /// <summary>The pod that a container is in; empty for none.</summary>
    public string PodId { get; init; } = "";

    /// <summary>How a container or an exec'ed process ended; null where nothing ended.</summary>
    public int? ContainerExitCode { get; init; }

    /// <summary>Whether the kernel's OOM killer ended the container; null where nothing ended.</summary>
    public bool? OomKilled { get; init; }

    /// <summary>A healthcheck's outcome: healthy, unhealthy or starting.</summary>
    public string HealthStatus { get; init; } = "";

    /// <summary>How many healthchecks have failed in a row.</summary>
    public int HealthFailingStreak { get; init; }

    /// <summary>What the healthcheck printed.</summary>
    public string HealthLog { get; init; } = "";

    /// <summary>Why it failed, of an event that tells a failure.</summary>
    public string Error { get; init; } = "";

    /// <summary>What inspect says of a container just created, as JSON (events_container_create_inspect_data).</summary>
    public string ContainerInspectData { get; init; } = "";

    /// <summary>A container's labels and other facts; null where the object has none.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }
}
