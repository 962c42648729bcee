using System.Text.Json.Serialization;

namespace Hull.Engine.Inspect;

/// <summary>A health check as an image or a container asks for it; times are nanoseconds in JSON, and what is inherited is left out.</summary>
public sealed record InspectedHealthcheck
{
    /// <summary>{"NONE"}, {"CMD", args…} or {"CMD-SHELL", command}.</summary>
    [JsonPropertyName("Test")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? Test { get; init; }

    /// <summary>After the start, while failures do not count.</summary>
    [JsonPropertyName("StartPeriod")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public TimeSpan StartPeriod { get; init; }

    /// <summary>Between two checks during the start period.</summary>
    [JsonPropertyName("StartInterval")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public TimeSpan StartInterval { get; init; }

    /// <summary>Between two checks.</summary>
    [JsonPropertyName("Interval")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public TimeSpan Interval { get; init; }

    /// <summary>Until a check counts as hanging.</summary>
    [JsonPropertyName("Timeout")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public TimeSpan Timeout { get; init; }

    /// <summary>Failures in a row until unhealthy.</summary>
    [JsonPropertyName("Retries")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Retries { get; init; }
}
