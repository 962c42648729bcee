using System.Globalization;
using Hull.Core;
using Hull.Linux.Descriptors;

namespace Hull.Linux.HostFacts;

/// <summary>This boot of the machine.</summary>
public static class BootFacts
{
    /// <summary>The boot's id, another after each reboot: 36 characters of a UUID.</summary>
    /// <exception cref="EngineException">/proc is missing.</exception>
    public static string ReadId() => KernelFile.ReadText("/proc/sys/kernel/random/boot_id").TrimEnd();

    /// <summary>How long ago the machine was booted, sleep included.</summary>
    /// <exception cref="EngineException">/proc is missing.</exception>
    public static TimeSpan ReadUptime()
    {
        // Two numbers of seconds: since boot, and idle.
        var text = KernelFile.ReadText("/proc/uptime");
        return double.TryParse(text.AsSpan(0, Math.Max(0, text.IndexOf(' '))), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : throw new EngineException(ErrorKind.Corrupt, $"/proc/uptime: malformed: {text.TrimEnd()}");
    }
}
