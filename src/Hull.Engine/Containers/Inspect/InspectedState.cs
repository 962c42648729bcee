using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>State of `inspect`: where the container stands. Times that never came are Go's zero time, 0001-01-01T00:00:00Z.</summary>
public sealed record InspectedState
{
    /// <summary>The version of the runtime specification that its config.json follows.</summary>
    [JsonPropertyName("OciVersion")] public required string OciVersion { get; init; }

    /// <summary>created, initialized, running, paused, stopping, stopped, exited or removing.</summary>
    [JsonPropertyName("Status")] public required string Status { get; init; }

    /// <summary>Whether its process runs.</summary>
    [JsonPropertyName("Running")] public bool Running { get; init; }

    /// <summary>Whether its processes are frozen.</summary>
    [JsonPropertyName("Paused")] public bool Paused { get; init; }

    /// <summary>Whether it is being stopped to be started again.</summary>
    [JsonPropertyName("Restarting")] public bool Restarting { get; init; }

    /// <summary>Whether the kernel's OOM killer ended it.</summary>
    [JsonPropertyName("OOMKilled")] public bool OomKilled { get; init; }

    /// <summary>Docker's: a removal that did not succeed. Hull's sweep finishes such a removal, so it is never true.</summary>
    [JsonPropertyName("Dead")] public bool Dead { get; init; }

    /// <summary>Its first process; 0 when it does not run.</summary>
    [JsonPropertyName("Pid")] public int Pid { get; init; }

    /// <summary>conmon's process; left out when there is none.</summary>
    [JsonPropertyName("ConmonPid")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int ConmonPid { get; init; }

    /// <summary>How it ended last; 128 + n for signal n.</summary>
    [JsonPropertyName("ExitCode")] public int ExitCode { get; init; }

    /// <summary>Why its last start failed; else empty.</summary>
    [JsonPropertyName("Error")] public required string Error { get; init; }

    /// <summary>When it last started.</summary>
    [JsonPropertyName("StartedAt")] public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last ended.</summary>
    [JsonPropertyName("FinishedAt")] public DateTimeOffset FinishedAt { get; init; }

    /// <summary>What its health checks found; left out where it has no health check.</summary>
    [JsonPropertyName("Health")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public InspectedHealth? Health { get; init; }

    /// <summary>Whether it ended by a checkpoint; left out where it did not.</summary>
    [JsonPropertyName("Checkpointed")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Checkpointed { get; init; }

    /// <summary>The cgroup, as a path below each hierarchy; left out when it has none.</summary>
    [JsonPropertyName("CgroupPath")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? CgroupPath { get; init; }

    /// <summary>When it was last checkpointed.</summary>
    [JsonPropertyName("CheckpointedAt")] public DateTimeOffset CheckpointedAt { get; init; }

    /// <summary>When it was last restored from a checkpoint.</summary>
    [JsonPropertyName("RestoredAt")] public DateTimeOffset RestoredAt { get; init; }

    /// <summary>Where its checkpoint lies; left out where there is none.</summary>
    [JsonPropertyName("CheckpointPath")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? CheckpointPath { get; init; }

    /// <summary>Whether it runs from a checkpoint; left out where it does not.</summary>
    [JsonPropertyName("Restored")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Restored { get; init; }

    /// <summary>Whether a user stopped it; left out where none did.</summary>
    [JsonPropertyName("StoppedByUser")][JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool StoppedByUser { get; init; }
}
