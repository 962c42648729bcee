using System.Text.Json.Serialization;
using Hull.Engine.Health;

namespace Hull.Engine.Containers;

public sealed partial record ContainerSpec
{
    /// <summary>How its health is checked; what is null in it comes from the image. In a decided spec complete, or null where there is no check.</summary>
    [JsonPropertyName("healthconfig")]
    public HealthCheck? HealthConfig { get; init; }

    /// <summary>The check that must succeed before the usual ones begin.</summary>
    [JsonPropertyName("startupHealthConfig")]
    public HealthCheck? StartupHealthConfig { get; init; }

    /// <summary>What becomes of it when it is unhealthy.</summary>
    public HealthAction? HealthCheckOnFailureAction { get; init; }

    /// <summary>Where results are kept: local, events_logger, or a directory of the host.</summary>
    [JsonPropertyName("healthLogDestination")]
    public string? HealthLogDestination { get; init; }

    /// <summary>The most results kept; 0 keeps all.</summary>
    [JsonPropertyName("healthMaxLogCount")]
    public uint? HealthMaxLogCount { get; init; }

    /// <summary>The most characters kept of a result; 0 keeps all.</summary>
    [JsonPropertyName("healthMaxLogSize")]
    public uint? HealthMaxLogSize { get; init; }
}
