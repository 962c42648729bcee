using System.Text.Json.Serialization;

namespace Hull.Oci.Runtime;

/// <summary>Intel's Resource Director Technology: which part of the processor's cache a container uses.</summary>
public sealed record LinuxIntelRdt
{
    /// <summary>The class of service: a directory below /sys/fs/resctrl.</summary>
    [JsonPropertyName("closID")]
    public string? ClosId { get; init; }
}
