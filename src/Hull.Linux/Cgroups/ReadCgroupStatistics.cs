using System.Globalization;
using Hull.Linux.Descriptors;

namespace Hull.Linux.Cgroups;

/// <summary>Reads what a group uses, from v1 and v2 alike.</summary>
public static class ReadCgroupStatistics
{
    // v1 shows "no limit" as the largest whole number of pages below 2^63.
    private const ulong Version1Unlimited = 0x7000000000000000;

    /// <summary>Reads; members are null where the group or a controller is missing.</summary>
    public static CgroupStatistics Run(Cgroup cgroup)
    {
        var memory = cgroup.DirectoryOf("memory");
        var tasks = cgroup.DirectoryOf("pids");
        var (used, limit) = IsVersion2(cgroup, "memory") ? ReadMemory2(memory) : ReadMemory1(memory);
        var (total, system) = cgroup.DirectoryOf("cpuacct") is { } accounting ? ReadCpu1(accounting) : ReadCpu2(cgroup.UnifiedDirectory);
        var (read, written) = IsVersion2(cgroup, "io") ? ReadBlocks2(cgroup.DirectoryOf("io")) : ReadBlocks1(cgroup.DirectoryOf("blkio"));
        return new CgroupStatistics
        {
            BlockReadBytes = read,
            BlockWrittenBytes = written,
            MemoryBytes = used,
            MemoryLimitBytes = limit,
            CpuNanoseconds = total,
            CpuSystemNanoseconds = system,
            Tasks = Number(tasks, "pids.current"),
            TaskLimit = Number(tasks, "pids.max"),
        };
    }

    private static bool IsVersion2(Cgroup cgroup, string controller)
        => cgroup.Directories.Any(d => d.Hierarchy.IsVersion2 && d.Hierarchy.Controllers.Contains(controller));

    private static (ulong?, ulong?) ReadMemory2(string? directory)
        => (Less(Number(directory, "memory.current"), Field(directory, "memory.stat", "inactive_file")), Number(directory, "memory.max"));

    private static (ulong?, ulong?) ReadMemory1(string? directory)
    {
        var limit = Number(directory, "memory.limit_in_bytes");
        var used = Less(Number(directory, "memory.usage_in_bytes"), Field(directory, "memory.stat", "total_inactive_file"));
        return (used, limit >= Version1Unlimited ? null : limit);
    }

    private static (ulong?, ulong?) ReadCpu1(string directory) => (Number(directory, "cpuacct.usage"), Number(directory, "cpuacct.usage_sys"));

    // In microseconds; there even where the cpu controller is not switched on.
    private static (ulong?, ulong?) ReadCpu2(string? directory)
        => (Field(directory, "cpu.stat", "usage_usec") * 1000, Field(directory, "cpu.stat", "system_usec") * 1000);

    // A line a device: "8:0 rbytes=90430464 wbytes=299008000 rios=8950 …" (cgroup-v2.rst, io.stat).
    private static (ulong?, ulong?) ReadBlocks2(string? directory)
    {
        var text = directory is null ? null : KernelFile.TryReadText(directory + "/io.stat");
        if (text is null) return (null, null);
        var (read, written) = (0UL, 0UL);
        foreach (var word in text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.StartsWith("rbytes=", StringComparison.Ordinal)) read += ParseNumber(word["rbytes=".Length..]) ?? 0;
            else if (word.StartsWith("wbytes=", StringComparison.Ordinal)) written += ParseNumber(word["wbytes=".Length..]) ?? 0;
        }

        return (read, written);
    }

    // A line a device and direction: "8:0 Read 90430464" (cgroup-v1/blkio-controller.rst); the throttling policy counts all I/O.
    private static (ulong?, ulong?) ReadBlocks1(string? directory)
    {
        var text = directory is null ? null : KernelFile.TryReadText(directory + "/blkio.throttle.io_service_bytes_recursive");
        if (text is null) return (null, null);
        var (read, written) = (0UL, 0UL);
        foreach (var line in text.Split('\n'))
        {
            if (line.Split(' ') is not [_, var direction, var bytes]) continue;
            if (direction == "Read") read += ParseNumber(bytes) ?? 0;
            else if (direction == "Write") written += ParseNumber(bytes) ?? 0;
        }

        return (read, written);
    }

    private static ulong? Less(ulong? used, ulong? cache) => used is { } bytes ? bytes - Math.Min(cache ?? 0, bytes) : null;

    private static ulong? Number(string? directory, string file) => directory is null ? null : ParseNumber(KernelFile.TryReadText($"{directory}/{file}"));

    private static ulong? Field(string? directory, string file, string name)
    {
        var text = directory is null ? null : KernelFile.TryReadText($"{directory}/{file}");
        foreach (var line in text?.Split('\n') ?? [])
            if (line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] == ' ')
                return ParseNumber(line[(name.Length + 1)..]);
        return null;
    }

    // "max" is no limit.
    private static ulong? ParseNumber(string? text)
        => ulong.TryParse(text?.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
