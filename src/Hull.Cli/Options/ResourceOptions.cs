using Hull.Cli.CommandLine;
using Hull.Cli.CommandLine.GoSyntax;
using Hull.Cli.Options.Values;
using Hull.Core.GoSyntax;
using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Cli.Options;

/// <summary>Limits: memory, CPU, processes, block I/O, ulimits, and the cgroup that they stand in.</summary>
internal static class ResourceOptions
{
    private const string SizeForm = ": `<number>[<unit>]`, the unit being b, k, m or g";

    private static readonly Option<double> Cpus = Flag.Float("cpus", Flag.NoShort, "The most CPUs; 0 is no limit");
    private static readonly Option<ulong> CpuPeriod = Flag.UInt("cpu-period", Flag.NoShort, "CPU period in microseconds");
    private static readonly Option<long> CpuQuota = Flag.Int("cpu-quota", Flag.NoShort, "CPU time in each period, in microseconds");

    /// <summary>The rows.</summary>
    public static readonly SpecRow[] Rows =
    [
        SpecRow.Of(Flag.Text("memory", 'm', "The most memory" + SizeForm),
            static (spec, text) => Memory(spec, MemoryText.WithLimit(MemoryOf(spec), text))),
        SpecRow.Of(Flag.Text("memory-swap", Flag.NoShort, "The most memory and swap together; -1 is unlimited"),
            static (spec, text) => Memory(spec, MemoryText.WithSwap(MemoryOf(spec), text))),
        SpecRow.Of(Flag.Text("memory-reservation", Flag.NoShort, "Soft limit of memory" + SizeForm),
            static (spec, text) => Memory(spec, MemoryText.WithReservation(MemoryOf(spec), text))),
        SpecRow.Of(Flag.Int("memory-swappiness", Flag.NoShort, "How readily memory is swapped (0 to 100; -1 is the system's)", -1),
            static (spec, value) => Memory(spec, MemoryText.WithSwappiness(MemoryOf(spec), value))),
        SpecRow.Of(Flag.Bool("oom-kill-disable", Flag.NoShort, "Never kill for lack of memory"),
            static (spec, value) => Memory(spec, MemoryOf(spec) with { DisableOomKiller = value })),
        SpecRow.Of(Flag.Int("oom-score-adj", Flag.NoShort, "How readily the process is killed for lack of memory (-1000 to 1000)"),
            static (spec, value) => spec with { OomScoreAdj = OomScore(value) }),
        SpecRow.Of(Cpus, static (spec, value) => Cpu(spec, CpuText.WithCpus(CpuOf(spec), value))),
        SpecRow.Of(CpuPeriod, static (spec, value) => Cpu(spec, CpuOf(spec) with { Period = Set(value) })),
        SpecRow.Of(CpuQuota, static (spec, value) => Cpu(spec, CpuOf(spec) with { Quota = value == 0 ? null : value })),
        SpecRow.Of(Flag.UInt("cpu-rt-period", Flag.NoShort, "Real-time CPU period in microseconds"),
            static (spec, value) => Cpu(spec, CpuOf(spec) with { RealtimePeriod = Set(value) })),
        SpecRow.Of(Flag.Int("cpu-rt-runtime", Flag.NoShort, "Real-time CPU time in each period, in microseconds"),
            static (spec, value) => Cpu(spec, CpuOf(spec) with { RealtimeRuntime = value == 0 ? null : value })),
        SpecRow.Of(Flag.UInt("cpu-shares", 'c', "Relative weight of CPU time"),
            static (spec, value) => Cpu(spec, CpuOf(spec) with { Shares = Set(value) })),
        SpecRow.Of(Flag.Text("cpuset-cpus", Flag.NoShort, "CPUs to run on (0-3,7)"),
            static (spec, text) => Cpu(spec, CpuOf(spec) with { Cpus = CpuText.ReadSet(text, "cpuset-cpus") })),
        SpecRow.Of(Flag.Text("cpuset-mems", Flag.NoShort, "Memory nodes to use (0-3,7)"),
            static (spec, text) => Cpu(spec, CpuOf(spec) with { Mems = CpuText.ReadSet(text, "cpuset-mems") })),
        SpecRow.Of(Flag.Int("pids-limit", Flag.NoShort, "The most processes; -1 is unlimited", 2048),
            static (spec, value) => Limits(spec, LimitsOf(spec) with { Pids = new LinuxPids { Limit = value } })),
        SpecRow.Of(Flag.Text("blkio-weight", Flag.NoShort, "Relative weight of block I/O (10 to 1000)"),
            static (spec, text) => Limits(spec, LimitsOf(spec) with { BlockIo = (LimitsOf(spec).BlockIo ?? new LinuxBlockIo()) with { Weight = Weight(text) } })),
        SpecRow.Of(Flag.Slice("cgroup-conf", Flag.NoShort, "Set a file of the cgroup, on cgroup v2 (name=value)"),
            static (spec, texts) => Limits(spec, LimitsOf(spec) with { Unified = Unified(texts) })),
        SpecRow.Of(Flag.Slice("ulimit", Flag.NoShort, "Set a ulimit (name=soft[:hard])"),
            static (spec, texts) => spec with { Rlimits = UlimitText.ReadAll(texts) }),
        SpecRow.Of(Flag.Text("cgroup-parent", Flag.NoShort, "cgroup that the container's becomes a child of"),
            static (spec, value) => spec with { CgroupParent = value }),
        SpecRow.Of(Flag.Text("cgroups", Flag.NoShort, "Which cgroups to make (\"enabled\"|\"disabled\"|\"no-conmon\"|\"split\")", "enabled"),
            static (spec, text) => spec with { CgroupsMode = CgroupsMode(text) }),
        SpecRow.Of(Flag.Array("blkio-weight-device", Flag.NoShort, "Relative weight of block I/O on a device (`DEVICE:WEIGHT`)"),
            static (spec, texts) => spec with { WeightDevice = DeviceLimitText.ReadWeights(texts) }),
        SpecRow.Of(Flag.Array("device-read-bps", Flag.NoShort, "The most bytes read from a device each second (`DEVICE:SIZE`)"),
            static (spec, texts) => spec with { ThrottleReadBpsDevice = DeviceLimitText.ReadSizes(texts) }),
        SpecRow.Of(Flag.Array("device-read-iops", Flag.NoShort, "The most reads from a device each second (`DEVICE:NUMBER`)"),
            static (spec, texts) => spec with { ThrottleReadIopsDevice = DeviceLimitText.ReadNumbers(texts) }),
        SpecRow.Of(Flag.Array("device-write-bps", Flag.NoShort, "The most bytes written to a device each second (`DEVICE:SIZE`)"),
            static (spec, texts) => spec with { ThrottleWriteBpsDevice = DeviceLimitText.ReadSizes(texts) }),
        SpecRow.Of(Flag.Array("device-write-iops", Flag.NoShort, "The most writes to a device each second (`DEVICE:NUMBER`)"),
            static (spec, texts) => spec with { ThrottleWriteIopsDevice = DeviceLimitText.ReadNumbers(texts) }),
        SpecRow.Of(Flag.Text("rdt-class", Flag.NoShort, "Class of service of Intel's RDT"),
            static (spec, value) => spec with { IntelRdt = new LinuxIntelRdt { ClosId = value } }),
        SpecRow.Of(Refused.Hidden("kernel-memory", "Limit of kernel memory", "the kernel has no such limit any more")),
    ];

    /// <summary>Checks what no option can see alone.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: options contradict each other.</exception>
    public static void Check(ParsedOptions parsed)
    {
        if (!parsed.Has(Cpus)) return;
        if (parsed.Has(CpuPeriod)) throw Wrong.Value("--cpu-period and --cpus cannot be set together");
        if (parsed.Has(CpuQuota)) throw Wrong.Value("--cpu-quota and --cpus cannot be set together");
    }

    // Those that podman-container-clone(1) has.
    private static readonly string[] NamesOfClone =
    [
        "blkio-weight", "blkio-weight-device", "cpu-period", "cpu-quota", "cpu-rt-period", "cpu-rt-runtime", "cpu-shares", "cpus", "cpuset-cpus",
        "cpuset-mems", "device-read-bps", "device-write-bps", "memory", "memory-reservation", "memory-swap", "memory-swappiness",
    ];

    /// <summary>The rows that clone has too.</summary>
    public static Option[] OfClone() => [.. Rows.Select(static row => row.Option).Where(static option => NamesOfClone.Contains(option.Name))];

    /// <summary>Puts what was given of <see cref="OfClone"/> into limits.</summary>
    /// <param name="limits">The limits so far.</param>
    /// <param name="parsed">The parsed command line.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: a value is wrong, or options contradict each other.</exception>
    public static LinuxResources FoldLimits(LinuxResources limits, ParsedOptions parsed)
    {
        Check(parsed);
        // Swap that was decided by the old memory is decided by the new.
        if (Has("memory", parsed) && !Has("memory-swap", parsed) && limits.Memory is { } memory) limits = limits with { Memory = memory with { Swap = null } };
        var spec = new ContainerSpec { ResourceLimits = limits };
        foreach (var row in Rows)
            if (NamesOfClone.Contains(row.Option.Name)) spec = row.Fold(spec, parsed);
        return spec.ResourceLimits ?? limits;
    }

    private static bool Has(string name, ParsedOptions parsed) => Array.Exists(Rows, row => row.Option.Name == name && parsed.Has(row.Option));

    private static LinuxResources LimitsOf(ContainerSpec spec) => spec.ResourceLimits ?? new LinuxResources();

    private static LinuxMemory MemoryOf(ContainerSpec spec) => spec.ResourceLimits?.Memory ?? new LinuxMemory();

    private static LinuxCpu CpuOf(ContainerSpec spec) => spec.ResourceLimits?.Cpu ?? new LinuxCpu();

    private static ContainerSpec Limits(ContainerSpec spec, LinuxResources limits) => spec with { ResourceLimits = limits };

    private static ContainerSpec Memory(ContainerSpec spec, LinuxMemory memory) => Limits(spec, LimitsOf(spec) with { Memory = memory });

    private static ContainerSpec Cpu(ContainerSpec spec, LinuxCpu cpu) => Limits(spec, LimitsOf(spec) with { Cpu = cpu });

    private static ulong? Set(ulong value) => value == 0 ? null : value;

    private static int OomScore(long value) =>
        value is >= -1000 and <= 1000 ? (int)value : throw Wrong.Value($"invalid value {value} for --oom-score-adj: must be from -1000 to 1000");

    private static ushort Weight(string text)
    {
        Wrong.If(GoNumber.ReadUInt(text, 10, 16, out var weight), "invalid value for blkio-weight");
        return weight is >= 10 and <= 1000 ? (ushort)weight : throw Wrong.Value($"invalid value for blkio-weight: {text}: must be from 10 to 1000");
    }

    private static Dictionary<string, string> Unified(string[] texts)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var (name, value) = Pair.Cut(text);
            if (value is null || name.Length == 0 || name.Contains('/', StringComparison.Ordinal)) throw Wrong.Value($"invalid value for cgroup-conf: {text}: must be name=value");
            files[name] = value;
        }
        return files;
    }

    private static string CgroupsMode(string text) => text is "enabled" or "disabled" or "no-conmon" or "split"
        ? text
        : throw Wrong.Value($"invalid cgroup mode {GoQuote.Text(text)}: must be enabled, disabled, no-conmon or split");
}
