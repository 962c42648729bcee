using System.IO.Enumeration;

namespace Hull.Engine.Runtime;

/// <summary>The files of /proc and /sys that a container does not see or cannot write, and the patterns that lift them.</summary>
internal static class Masking
{
    // Podman's list: kernel memory, keys and logs, firmware, SELinux' switches, and the power meter that leaks what others compute.
    private static readonly string[] Masked =
    [
        "/proc/acpi", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats",
        "/proc/sched_debug", "/proc/scsi", "/sys/firmware", "/sys/fs/selinux", "/sys/dev/block", "/sys/devices/virtual/powercap",
    ];

    private static readonly string[] Readonly = ["/proc/asound", "/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

    /// <summary>Adds the paths to hide.</summary>
    /// <param name="paths">Where to.</param>
    /// <param name="unmask">ALL, paths, or patterns with * and ?; each entry may hold several joined by colons.</param>
    public static void AddMasked(List<string> paths, IReadOnlyList<string>? unmask) => Add(paths, Masked, unmask);

    /// <summary>Adds the paths to make read only.</summary>
    /// <param name="paths">Where to.</param>
    /// <param name="unmask">As for <see cref="AddMasked"/>.</param>
    public static void AddReadonly(List<string> paths, IReadOnlyList<string>? unmask) => Add(paths, Readonly, unmask);

    /// <summary>Whether no pattern lifts a path.</summary>
    /// <param name="path">A path of /proc or /sys.</param>
    /// <param name="unmask">As for <see cref="AddMasked"/>.</param>
    public static bool IsMasked(string path, IReadOnlyList<string>? unmask)
    {
        foreach (var entry in unmask ?? [])
        {
            if (entry.Equals("ALL", StringComparison.OrdinalIgnoreCase)) return false;
            foreach (var pattern in entry.Split(':'))
            {
                if (Matches(pattern, path)) return false;
            }
        }

        return true;
    }

    private static void Add(List<string> paths, string[] defaults, IReadOnlyList<string>? unmask)
    {
        foreach (var path in defaults)
        {
            if (IsMasked(path, unmask)) paths.Add(path);
        }
    }

    // As a shell's patterns, * and ? stop at a slash: the parts are matched one by one.
    private static bool Matches(string pattern, string path)
    {
        var patterns = pattern.Split('/');
        var parts = path.Split('/');
        if (patterns.Length != parts.Length) return false;
        for (var i = 0; i < parts.Length; i++)
        {
            if (patterns[i] != parts[i] && !FileSystemName.MatchesSimpleExpression(patterns[i], parts[i], ignoreCase: false)) return false;
        }

        return true;
    }
}
