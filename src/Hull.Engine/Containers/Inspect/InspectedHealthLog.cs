using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>One health check.</summary>
public sealed record InspectedHealthLog
{
    /// <summary>When it began, RFC 3339.</summary>
    [JsonPropertyName("Start")] public required string Start { get; init; }

    /// <summary>When it ended, RFC 3339.</summary>
    [JsonPropertyName("End")] public required string End { get; init; }

    /// <summary>0 is healthy, 1 is not; -1 took too long.</summary>
    [JsonPropertyName("ExitCode")] public int ExitCode { get; init; }

    /// <summary>What the check printed.</summary>
    [JsonPropertyName("Output")] public required string Output { get; init; }
}
