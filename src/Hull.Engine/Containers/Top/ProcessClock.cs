using System.Globalization;
using Hull.Linux.Descriptors;

namespace Hull.Engine.Containers.Top;

/// <summary>The kernel's clocks at one moment, by which times of processes are read.</summary>
/// <param name="Uptime">Since the boot.</param>
/// <param name="Booted">The boot.</param>
internal readonly record struct ProcessClock(TimeSpan Uptime, DateTimeOffset Booted)
{
    // USER_HZ, the unit of /proc, is 100 on every architecture that .NET runs on (time(7)).
    private const long TicksPerClockTick = TimeSpan.TicksPerSecond / 100;

    /// <summary>Reads them now (proc_uptime(5); btime of proc_stat(5)).</summary>
    public static ProcessClock Read()
    {
        var uptime = KernelFile.ReadText("/proc/uptime").Split(' ')[0];
        var booted = DateTimeOffset.UnixEpoch;
        foreach (var line in KernelFile.ReadText("/proc/stat").Split('\n'))
        {
            if (line.StartsWith("btime ", StringComparison.Ordinal))
                booted = DateTimeOffset.FromUnixTimeSeconds(long.Parse(line.AsSpan("btime ".Length), NumberStyles.None, CultureInfo.InvariantCulture));
        }
        return new ProcessClock(TimeSpan.FromSeconds(double.Parse(uptime, CultureInfo.InvariantCulture)), booted);
    }

    /// <summary>A number of clock ticks as a length of time.</summary>
    public static TimeSpan Of(ulong clockTicks) => TimeSpan.FromTicks((long)clockTicks * TicksPerClockTick);
}
