namespace Hull.Engine.Containers.Top;

/// <summary>One process of a container, as /proc shows it (proc_pid_stat(5), proc_pid_status(5)).</summary>
internal sealed record ContainerProcess
{
    /// <summary>Whose names it is shown with.</summary>
    public required ProcessAccounts Accounts { get; init; }

    /// <summary>Its number as this process sees it.</summary>
    public required int HostPid { get; init; }

    /// <summary>Its number inside.</summary>
    public required int Pid { get; init; }

    /// <summary>Its parent's number inside; 0 where the parent is outside.</summary>
    public int Parent { get; init; }

    /// <summary>Its process group inside.</summary>
    public int Group { get; init; }

    /// <summary>Its session inside.</summary>
    public int Session { get; init; }

    /// <summary>Real and effective user, as this process sees them.</summary>
    public (uint Real, uint Effective) User { get; init; }

    /// <summary>Real and effective group, as this process sees them.</summary>
    public (uint Real, uint Effective) GroupId { get; init; }

    /// <summary>Supplementary groups, as this process sees them.</summary>
    public IReadOnlyList<uint> Groups { get; init; } = [];

    /// <summary>Sets of capabilities: inheritable, permitted, effective, bounding, ambient.</summary>
    public IReadOnlyDictionary<string, ulong> Capabilities { get; init; } = new Dictionary<string, ulong>();

    /// <summary>Seccomp's mode: 0 off, 1 strict, 2 filter.</summary>
    public int Seccomp { get; init; }

    /// <summary>What the kernel knows it as; at most 15 letters.</summary>
    public required string Name { get; init; }

    /// <summary>Its arguments; none for one that has ended.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The state's letter: R, S, D, Z, T …</summary>
    public char State { get; init; }

    /// <summary>The terminal's device number; 0 for none.</summary>
    public uint Terminal { get; init; }

    /// <summary>The nice value.</summary>
    public int Nice { get; init; }

    /// <summary>How many threads it has.</summary>
    public int Threads { get; init; }

    /// <summary>Virtual memory in bytes.</summary>
    public ulong VirtualBytes { get; init; }

    /// <summary>Memory in use in bytes.</summary>
    public ulong ResidentBytes { get; init; }

    /// <summary>CPU time used.</summary>
    public TimeSpan CpuTime { get; init; }

    /// <summary>How long it has run.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>Its label, as the host's security module shows it; empty without one.</summary>
    public string Label { get; init; } = "";
}
