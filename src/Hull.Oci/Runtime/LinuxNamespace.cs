namespace Hull.Oci.Runtime;

/// <summary>One namespace: made, or joined where a path is given.</summary>
public sealed record LinuxNamespace
{
    /// <summary>pid, network, mount, ipc, uts, user, cgroup or time.</summary>
    public required string Type { get; init; }

    /// <summary>The namespace file to join.</summary>
    public string? Path { get; init; }
}
