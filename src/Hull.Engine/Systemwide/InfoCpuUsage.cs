using System.Text.Json.Serialization;

namespace Hull.Engine.Systemwide;

/// <summary>What the processors did since boot, in percent.</summary>
public sealed record InfoCpuUsage
{
    /// <summary>In programs.</summary>
    [JsonPropertyName("userPercent")] public double UserPercent { get; init; }

    /// <summary>In the kernel.</summary>
    [JsonPropertyName("systemPercent")] public double SystemPercent { get; init; }

    /// <summary>Nothing.</summary>
    [JsonPropertyName("idlePercent")] public double IdlePercent { get; init; }
}
