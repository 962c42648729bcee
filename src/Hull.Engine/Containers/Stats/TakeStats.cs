using Hull.Core;
using Hull.Linux.Cgroups;
using Hull.Linux.HostFacts;

namespace Hull.Engine.Containers.Stats;

/// <summary>Takes samples of what containers use, from their cgroups (v1, hybrid and v2) and /proc: the runtime is not asked.</summary>
internal sealed class TakeStats(TimeProvider time)
{
    private const double Percent = 100;
    private const ulong NanosecondsOfTick = 100;

    private readonly CgroupLayout _layout = CgroupLayout.Read();
    private readonly ulong _memory = HostMemory.Read().Total;

    /// <summary>A sample.</summary>
    /// <param name="record">The container.</param>
    /// <param name="before">The sample before; null for the first.</param>
    /// <exception cref="EngineException">Unsupported: it has no cgroup to read from; the message says why.</exception>
    public ContainerStats Run(ContainerRecord record, ContainerStats? before)
    {
        var now = Nanoseconds(time.GetUtcNow());
        var taken = new ContainerStats { ContainerId = record.Config.Id, Name = record.Config.Name, SystemNano = now };
        if (record.State.Status is not (ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Stopping)) return taken;
        if (!HasCgroup(record.Config)) throw NoCgroup(record.Config);
        var used = ReadCgroupStatistics.Run(CgroupOf(record));
        var started = Nanoseconds(record.State.Started ?? time.GetUtcNow());
        var cpu = used.CpuNanoseconds ?? 0;
        var average = Share(cpu, now - Math.Min(now, started));
        var limit = Math.Min(used.MemoryLimitBytes ?? _memory, _memory);
        return taken with
        {
            AvgCpu = average,
            // After a restart the counter begins anew.
            Cpu = before is null || before.CpuNano > cpu ? average : Share(cpu - before.CpuNano, now - Math.Min(now, before.SystemNano)),
            CpuNano = cpu,
            CpuSystemNano = used.CpuSystemNanoseconds ?? 0,
            MemUsage = used.MemoryBytes ?? 0,
            MemLimit = limit,
            MemPerc = Share(used.MemoryBytes ?? 0, limit),
            Network = ReadInterfaces.Of(record.State.Pid),
            BlockInput = used.BlockReadBytes ?? 0,
            BlockOutput = used.BlockWrittenBytes ?? 0,
            Pids = used.Tasks ?? 0,
        };
    }

    /// <summary>Whether a container has a cgroup of its own.</summary>
    public static bool HasCgroup(ContainerConfig config) => ContainerCgroup.PathOf(config) is not null;

    // Where the engine made it; where that is not seen from here (a user's systemd puts it below the user's slice), where its process is.
    private Cgroup CgroupOf(ContainerRecord record)
    {
        if (ContainerCgroup.DirectoryOf(record.Config) is { } path && _layout.At(path) is { Exists: true } cgroup) return cgroup;
        return _layout.OfProcess(record.State.Pid) ?? new Cgroup { Path = "/", Directories = [] };
    }

    private static EngineException NoCgroup(ContainerConfig config) => config.HasCgroup
        ? new EngineException(ErrorKind.Unsupported, $"unable to get stats of container {config.Name}: it has no cgroup (--cgroups=disabled), which is what counts")
        : new EngineException(
            ErrorKind.Unsupported, $"unable to get stats of container {config.Name}: stats is not supported in rootless mode without cgroups v2",
            "boot with systemd.unified_cgroup_hierarchy=1, or look at its processes with `hull top`");

    private static double Share(ulong part, ulong whole) => whole == 0 ? 0 : part * Percent / whole;

    private static ulong Nanoseconds(DateTimeOffset moment) => (ulong)(moment - DateTimeOffset.UnixEpoch).Ticks * NanosecondsOfTick;
}
