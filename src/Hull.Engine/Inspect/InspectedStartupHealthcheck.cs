using System.Text.Json.Serialization;

namespace Hull.Engine.Inspect;

/// <summary>The check of a container's start; times are nanoseconds in JSON.</summary>
public sealed record InspectedStartupHealthcheck
{
    /// <summary>{"CMD", args…} or {"CMD-SHELL", command}.</summary>
    [JsonPropertyName("Test")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? Test { get; init; }

    /// <summary>Between two checks.</summary>
    [JsonPropertyName("Interval")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public TimeSpan Interval { get; init; }

    /// <summary>Until a check counts as hanging.</summary>
    [JsonPropertyName("Timeout")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public TimeSpan Timeout { get; init; }

    /// <summary>Failures in a row until the container is started again; 0 is never.</summary>
    [JsonPropertyName("Retries")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Retries { get; init; }

    /// <summary>Successes in a row that end it; 0 is the first.</summary>
    [JsonPropertyName("Successes")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Successes { get; init; }
}
