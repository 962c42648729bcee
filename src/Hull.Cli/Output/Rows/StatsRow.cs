using System.Globalization;
using Hull.Core.GoSyntax;
using Hull.Engine.Containers.Stats;

namespace Hull.Cli.Output.Rows;

/// <summary>One row of stats.</summary>
/// <param name="Stats">The sample.</param>
/// <param name="Trends">The samples before.</param>
/// <param name="NoTrunc">Whether the id is shown whole.</param>
internal sealed record StatsRow(ContainerStats Stats, StatsTrends Trends, bool NoTrunc)
{
    private const int ShortId = 12;

    /// <summary>The id, cut unless asked for whole.</summary>
    public string Id => NoTrunc ? Stats.ContainerId : Stats.ContainerId[..ShortId];

    /// <summary>CPU used of late.</summary>
    public string CpuPerc => Percent(Stats.Cpu);

    /// <summary>CPU used since the start.</summary>
    public string AvgCpu => Percent(Stats.AvgCpu);

    /// <summary>Memory used of the most.</summary>
    public string MemPerc => Percent(Stats.MemPerc);

    /// <summary>CPU time used.</summary>
    public string UpTime => DurationText.Of((long)Stats.CpuNano);

    /// <summary>Memory used and the most, in powers of ten.</summary>
    public string MemUsage => $"{HumanSize.Exact(Stats.MemUsage)} / {HumanSize.Exact(Stats.MemLimit)}";

    /// <summary>Memory used and the most, in powers of two.</summary>
    public string MemUsageBytes => $"{HumanSize.Binary(Stats.MemUsage)} / {HumanSize.Binary(Stats.MemLimit)}";

    /// <summary>Received and sent.</summary>
    public string NetIo => $"{HumanSize.Exact(Stats.NetInput)} / {HumanSize.Exact(Stats.NetOutput)}";

    /// <summary>Read and written.</summary>
    public string BlockIo => $"{HumanSize.Exact(Stats.BlockInput)} / {HumanSize.Exact(Stats.BlockOutput)}";

    /// <summary>Processes and threads.</summary>
    public string Pids => Stats.Pids.ToString(CultureInfo.InvariantCulture);

    /// <summary>The row as JSON.</summary>
    public StatsJsonRow ToJson() => new()
    {
        Id = Id,
        Name = Stats.Name,
        CpuTime = UpTime,
        CpuPercent = CpuPerc,
        AvgCpu = AvgCpu,
        MemUsage = MemUsage,
        MemPercent = MemPerc,
        NetIo = NetIo,
        BlockIo = BlockIo,
        Pids = Pids,
    };

    private static string Percent(double value) => value.ToString("F2", CultureInfo.InvariantCulture) + "%";
}
