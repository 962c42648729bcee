namespace Hull.Oci.Runtime;

/// <summary>One rule of the device cgroup.</summary>
public sealed record LinuxDeviceCgroup
{
    /// <summary>Whether it allows or denies.</summary>
    public bool Allow { get; init; }

    /// <summary>a, c or b.</summary>
    public string? Type { get; init; }

    /// <summary>The major number; null is every.</summary>
    public long? Major { get; init; }

    /// <summary>The minor number; null is every.</summary>
    public long? Minor { get; init; }

    /// <summary>Some of r, w, m.</summary>
    public string? Access { get; init; }
}
