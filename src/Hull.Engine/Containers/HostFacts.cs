namespace Hull.Engine.Containers;

/// <summary>What a decision about a container needs to know of the host: gathered once, so that the decision itself is pure.</summary>
internal sealed record HostFacts
{
    /// <summary>The host's name.</summary>
    public required string HostName { get; init; }

    /// <summary>The kernel's release.</summary>
    public required string KernelRelease { get; init; }

    /// <summary>GOARCH: amd64, arm64.</summary>
    public required string Architecture { get; init; }

    /// <summary>Whether the one hierarchy is cgroup v2.</summary>
    public required bool CgroupV2 { get; init; }

    /// <summary>Whether memory.memsw exists (v1) or swap is accounted (v2).</summary>
    public bool SwapLimit { get; init; } = true;

    /// <summary>Whether the engine runs as an ordinary user or inside a user namespace.</summary>
    public required bool Rootless { get; init; }

    /// <summary>The processors online.</summary>
    public required int Processors { get; init; }

    /// <summary>The capabilities of this process' bounding set, as CAP_CHOWN: what privileged means at most.</summary>
    public required IReadOnlyList<string> BoundingSet { get; init; }

    /// <summary>Whether this process may raise hard limits (CAP_SYS_RESOURCE).</summary>
    public required bool MayRaiseLimits { get; init; }

    /// <summary>This process' limits by name: RLIMIT_NOFILE → soft, hard; <see cref="ulong.MaxValue"/> is unlimited.</summary>
    public required IReadOnlyDictionary<string, (ulong Soft, ulong Hard)> Limits { get; init; }

    /// <summary>The engine's own environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Whether the kernel has SELinux on.</summary>
    public bool Selinux { get; init; }

    /// <summary>Whether the kernel has AppArmor on.</summary>
    public bool Apparmor { get; init; }

    /// <summary>The engine's own OOM adjustment: a container's cannot be less without CAP_SYS_RESOURCE.</summary>
    public int OomScoreAdj { get; init; }
}
