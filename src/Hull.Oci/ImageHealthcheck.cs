using System.Text.Json.Serialization;

namespace Hull.Oci;

/// <summary>The health check an image asks for (Docker's image configuration; the OCI one has it as an extension). Times are in nanoseconds, 0 is inherited.</summary>
public sealed record ImageHealthcheck
{
    /// <summary>{"NONE"}, {"CMD", args…} or {"CMD-SHELL", command}; empty is inherited.</summary>
    [JsonPropertyName("Test")] public IReadOnlyList<string>? Test { get; init; }

    /// <summary>Between two checks.</summary>
    [JsonPropertyName("Interval")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public long Interval { get; init; }

    /// <summary>Until a check counts as hanging.</summary>
    [JsonPropertyName("Timeout")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public long Timeout { get; init; }

    /// <summary>After the start, while failures do not count.</summary>
    [JsonPropertyName("StartPeriod")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public long StartPeriod { get; init; }

    /// <summary>Between two checks during the start period.</summary>
    [JsonPropertyName("StartInterval")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public long StartInterval { get; init; }

    /// <summary>Failures in a row until unhealthy.</summary>
    [JsonPropertyName("Retries")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Retries { get; init; }
}
