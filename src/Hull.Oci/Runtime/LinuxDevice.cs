namespace Hull.Oci.Runtime;

/// <summary>A device node. Its JSON is also the `devices` of the libpod create body.</summary>
public sealed record LinuxDevice
{
    /// <summary>Where it appears inside.</summary>
    public required string Path { get; init; }

    /// <summary>c, b, u or p.</summary>
    public string? Type { get; init; }

    /// <summary>The major number.</summary>
    public long Major { get; init; }

    /// <summary>The minor number.</summary>
    public long Minor { get; init; }

    /// <summary>Permission bits.</summary>
    public uint? FileMode { get; init; }

    /// <summary>The owner.</summary>
    public uint? Uid { get; init; }

    /// <summary>The owning group.</summary>
    public uint? Gid { get; init; }
}
