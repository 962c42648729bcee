namespace Hull.Oci.Runtime;

/// <summary>The limit of the pids cgroup.</summary>
public sealed record LinuxPids
{
    /// <summary>The most processes; -1 is unlimited.</summary>
    public long Limit { get; init; }
}
