using System.Text.Json.Serialization;

namespace Hull.Engine.Systemwide;

/// <summary>How many containers there are.</summary>
public sealed record InfoContainerStore
{
    /// <summary>All.</summary>
    [JsonPropertyName("number")] public int Number { get; init; }

    /// <summary>Frozen.</summary>
    [JsonPropertyName("paused")] public int Paused { get; init; }

    /// <summary>Running.</summary>
    [JsonPropertyName("running")] public int Running { get; init; }

    /// <summary>All others.</summary>
    [JsonPropertyName("stopped")] public int Stopped { get; init; }
}
