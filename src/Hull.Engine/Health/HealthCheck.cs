using System.Text.Json.Serialization;

namespace Hull.Engine.Health;

/// <summary>
/// How a container's health is checked, with the names of Docker's image configuration. Times are in nanoseconds; null is not said, and
/// decided from the image and Podman's defaults.
/// </summary>
public sealed record HealthCheck
{
    /// <summary>{"NONE"}, {"CMD", args…} or {"CMD-SHELL", command}; null takes the image's.</summary>
    [JsonPropertyName("Test")] public IReadOnlyList<string>? Test { get; init; }

    /// <summary>Between two checks; 0 is no clock: checks are run by hand.</summary>
    [JsonPropertyName("Interval")] public long? Interval { get; init; }

    /// <summary>Until a check has failed because it hangs.</summary>
    [JsonPropertyName("Timeout")] public long? Timeout { get; init; }

    /// <summary>After the start, while failures do not count.</summary>
    [JsonPropertyName("StartPeriod")] public long? StartPeriod { get; init; }

    /// <summary>Between two checks in the start period; 0 is the interval.</summary>
    [JsonPropertyName("StartInterval")] public long? StartInterval { get; init; }

    /// <summary>Failures in a row until unhealthy; of a check of the start until the container is started again, 0 being never.</summary>
    [JsonPropertyName("Retries")] public int? Retries { get; init; }

    /// <summary>Of a check of the start: successes in a row that end it; 0 and 1 are the first.</summary>
    [JsonPropertyName("Successes")] public int? Successes { get; init; }

    /// <summary>The word that switches health checks off.</summary>
    internal const string None = "NONE";

    /// <summary>Whether there is something to run.</summary>
    [JsonIgnore] internal bool IsOn => Test is [not None and not "", ..];

    /// <summary>The command line inside the container.</summary>
    [JsonIgnore]
    internal IReadOnlyList<string> Command => Test switch
    {
        ["CMD", ..] => [.. Test.Skip(1)],
        ["CMD-SHELL", ..] => ["sh", "-c", string.Join(' ', Test.Skip(1))],
        _ => Test ?? [],
    };
}
