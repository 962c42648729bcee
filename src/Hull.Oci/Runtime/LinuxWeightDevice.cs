namespace Hull.Oci.Runtime;

/// <summary>The block I/O weight of one device.</summary>
public sealed record LinuxWeightDevice
{
    /// <summary>The major number.</summary>
    public long Major { get; init; }

    /// <summary>The minor number.</summary>
    public long Minor { get; init; }

    /// <summary>The weight, 10 to 1000.</summary>
    public ushort? Weight { get; init; }
}
