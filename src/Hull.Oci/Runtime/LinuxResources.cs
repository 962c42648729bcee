using System.Text.Json.Serialization;

namespace Hull.Oci.Runtime;

/// <summary>cgroup limits. Its JSON is also `resource_limits` of the libpod create body.</summary>
public sealed record LinuxResources
{
    /// <summary>Device rules, in order.</summary>
    public IReadOnlyList<LinuxDeviceCgroup>? Devices { get; init; }

    /// <summary>Memory.</summary>
    public LinuxMemory? Memory { get; init; }

    /// <summary>CPU.</summary>
    public LinuxCpu? Cpu { get; init; }

    /// <summary>Number of processes.</summary>
    public LinuxPids? Pids { get; init; }

    /// <summary>Block I/O.</summary>
    [JsonPropertyName("blockIO")]
    public LinuxBlockIo? BlockIo { get; init; }

    /// <summary>Huge pages.</summary>
    public IReadOnlyList<LinuxHugepageLimit>? HugepageLimits { get; init; }

    /// <summary>cgroup v2 files and the values written to them.</summary>
    public IReadOnlyDictionary<string, string>? Unified { get; init; }
}
