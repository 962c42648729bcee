using System.Text.Json.Serialization;

namespace Hull.Cli.Output;

/// <summary>One container of <c>stats --format json</c>: texts, as Podman writes them.</summary>
internal sealed record StatsJsonRow
{
    /// <summary>The id, cut unless asked for whole.</summary>
    [JsonPropertyName("id")] public required string Id { get; init; }

    /// <summary>The name.</summary>
    [JsonPropertyName("name")] public required string Name { get; init; }

    /// <summary>CPU time used.</summary>
    [JsonPropertyName("cpu_time")] public required string CpuTime { get; init; }

    /// <summary>CPU used of late.</summary>
    [JsonPropertyName("cpu_percent")] public required string CpuPercent { get; init; }

    /// <summary>CPU used since the start.</summary>
    [JsonPropertyName("avg_cpu")] public required string AvgCpu { get; init; }

    /// <summary>Memory used, and the most.</summary>
    [JsonPropertyName("mem_usage")] public required string MemUsage { get; init; }

    /// <summary>Memory used of the most.</summary>
    [JsonPropertyName("mem_percent")] public required string MemPercent { get; init; }

    /// <summary>Received and sent.</summary>
    [JsonPropertyName("net_io")] public required string NetIo { get; init; }

    /// <summary>Read and written.</summary>
    [JsonPropertyName("block_io")] public required string BlockIo { get; init; }

    /// <summary>Processes and threads.</summary>
    [JsonPropertyName("pids")] public required string Pids { get; init; }
}
