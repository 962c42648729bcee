using Hull.Engine.Health;
using Hull.Engine.Networks;

namespace Hull.Engine.Containers;

/// <summary>OBSERVED: what is known of a container's life; only a lease changes it.</summary>
public sealed record ContainerState
{
    /// <summary>Where it stands.</summary>
    public ContainerStatus Status { get; init; }

    /// <summary>The container's first process; 0 when there is none.</summary>
    public int Pid { get; init; }

    /// <summary>That process's start time (clock ticks since boot): a PID alone may be another's by now.</summary>
    public ulong PidStartTime { get; init; }

    /// <summary>conmon's process; 0 when there is none.</summary>
    public int ConmonPid { get; init; }

    /// <summary>conmon's start time.</summary>
    public ulong ConmonStartTime { get; init; }

    /// <summary>When it last started.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it last ended.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>How its process ended; 128 + n for signal n.</summary>
    public int ExitCode { get; init; }

    /// <summary>How the run before this one ended: what those are told who waited for it while it was started again.</summary>
    public int PreviousExitCode { get; init; }

    /// <summary>Whether the kernel's OOM killer ended it.</summary>
    public bool OomKilled { get; init; }

    /// <summary>Why the last start failed.</summary>
    public string? Error { get; init; }

    /// <summary>Whether a user stopped it (unless-stopped reads it).</summary>
    public bool StoppedByUser { get; init; }

    /// <summary>Whether its root file system is mounted.</summary>
    public bool Mounted { get; init; }

    /// <summary>How often `mount` was asked for, without an `unmount`: while it is not 0 the root file system stays mounted.</summary>
    public uint UserMounts { get; init; }

    /// <summary>The cgroup, as a path below each hierarchy.</summary>
    public string? CgroupPath { get; init; }

    /// <summary>How often its restart policy has restarted it.</summary>
    public uint RestartCount { get; init; }

    /// <summary>How many runs in a row ended soon after their start; what is started again waits the longer, the more they are.</summary>
    public uint ShortRuns { get; init; }

    /// <summary>Whether a stop is under way only to start it again: its end is then no end, also for a container that is removed at its exit.</summary>
    public bool IsRestarting { get; init; }

    /// <summary>Whether it ended by a checkpoint, from which it can be restored.</summary>
    public bool Checkpointed { get; init; }

    /// <summary>When it was last checkpointed.</summary>
    public DateTimeOffset? CheckpointedAt { get; init; }

    /// <summary>When it was last restored.</summary>
    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>What it had got of its networks when it was checkpointed.</summary>
    public IReadOnlyList<NetworkAttachment> CheckpointNetworks { get; init; } = [];

    /// <summary>While it is being removed: whether its anonymous volumes go with it.</summary>
    public bool RemovesVolumes { get; init; }

    /// <summary>What its health checks have found; null where it has none, or never ran.</summary>
    public HealthState? Health { get; init; }

    /// <summary>What it has got of its networks; empty where it is connected to none.</summary>
    public IReadOnlyList<NetworkAttachment> Networks { get; init; } = [];
}
