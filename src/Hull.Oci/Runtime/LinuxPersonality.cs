namespace Hull.Oci.Runtime;

/// <summary>The execution domain of a container's processes (personality(2)).</summary>
public sealed record LinuxPersonality
{
    /// <summary>LINUX or LINUX32.</summary>
    public required string Domain { get; init; }
}
