using Hull.Engine.Containers.Stats;
using Hull.Templates;

namespace Hull.Cli.Output.Rows;

/// <summary>What templates of stats see, and the headers.</summary>
internal static class StatsTable
{
    private static readonly TemplateObject<InterfaceStats> Interface = TemplateObject.For<InterfaceStats>("define.ContainerNetworkStats")
        .Field("RxBytes", static row => row.RxBytes)
        .Field("RxDropped", static row => row.RxDropped)
        .Field("RxErrors", static row => row.RxErrors)
        .Field("RxPackets", static row => row.RxPackets)
        .Field("TxBytes", static row => row.TxBytes)
        .Field("TxDropped", static row => row.TxDropped)
        .Field("TxErrors", static row => row.TxErrors)
        .Field("TxPackets", static row => row.TxPackets);

    private static readonly TemplateObject<ContainerStats> Container = TemplateObject.For<ContainerStats>("define.ContainerStats")
        .Field("AvgCPU", static row => row.AvgCpu)
        .Field("ContainerID", static row => row.ContainerId)
        .Field("Name", static row => row.Name)
        .Field("PerCPU", static _ => TemplateValue.List(null, GoType.Uint64))
        .Field("CPU", static row => row.Cpu)
        .Field("CPUNano", static row => row.CpuNano)
        .Field("CPUSystemNano", static row => row.CpuSystemNano)
        .Field("SystemNano", static row => row.SystemNano)
        .Field("MemUsage", static row => row.MemUsage)
        .Field("MemLimit", static row => row.MemLimit)
        .Field("MemPerc", static row => row.MemPerc)
        .Field("Network", static row => TemplateValue.Map(
            row.Network.Select(static one => KeyValuePair.Create(one.Key, Interface.Value(one.Value))), Interface.Type))
        .Field("BlockInput", static row => row.BlockInput)
        .Field("BlockOutput", static row => row.BlockOutput)
        .Field("PIDs", static row => row.Pids)
        .Field("UpTime", static row => TimeSpan.FromTicks((long)row.CpuNano / TimeSpan.NanosecondsPerTick))
        .Field("Duration", static row => row.CpuNano);

    /// <summary>A row as templates see it.</summary>
    public static TemplateObject<StatsRow> Rows { get; } = TemplateObject.For<StatsRow>("containers.containerStats")
        .Embed("ContainerStats", Container, static row => row.Stats)
        .Method("ID", static row => row.Id)
        .Method("CPUPerc", static row => row.CpuPerc)
        .Method("AVGCPU", static row => row.AvgCpu)
        .Method("MemPerc", static row => row.MemPerc)
        .Method("MemUsage", static row => row.MemUsage)
        .Method("MemUsageBytes", static row => row.MemUsageBytes)
        .Method("NetIO", static row => row.NetIo)
        .Method("NetInput", static row => row.Stats.NetInput)
        .Method("NetOutput", static row => row.Stats.NetOutput)
        .Method("BlockIO", static row => row.BlockIo)
        .Method("PIDS", static row => row.Pids)
        .Method("Up", static row => row.UpTime)
        .Method("UpTime", static row => row.UpTime)
        .Method("CPUTrend", static row => row.Trends.CpuOf(row.Stats))
        .Method("MemTrend", static row => row.Trends.MemoryOf(row.Stats));

    /// <summary>The headers.</summary>
    public static ReportHeaders Headers { get; } = ReportHeaders.Of(Container.FieldNames, new Dictionary<string, string>
    {
        ["ID"] = "ID",
        ["UpTime"] = "CPU TIME",
        ["Up"] = "CPU TIME",
        ["CPUPerc"] = "CPU %",
        ["AVGCPU"] = "AVG CPU %",
        ["MemUsage"] = "MEM USAGE / LIMIT",
        ["MemUsageBytes"] = "MEM USAGE / LIMIT",
        ["MemPerc"] = "MEM %",
        ["NetIO"] = "NET IO",
        ["NetInput"] = "NET INPUT",
        ["NetOutput"] = "NET OUTPUT",
        ["BlockIO"] = "BLOCK IO",
        ["PIDS"] = "PIDS",
        ["CPUTrend"] = "CPU TREND",
        ["MemTrend"] = "MEM TREND",
    });
}
