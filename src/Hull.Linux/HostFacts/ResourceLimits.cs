using Hull.Linux.Native;

namespace Hull.Linux.HostFacts;

/// <summary>This process's resource limits (getrlimit(2)).</summary>
public static class ResourceLimits
{
    // By number (asm-generic/resource.h; the same on x86-64 and arm64).
    private static readonly string[] Names =
    [
        "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_DATA", "RLIMIT_STACK", "RLIMIT_CORE", "RLIMIT_RSS", "RLIMIT_NPROC", "RLIMIT_NOFILE",
        "RLIMIT_MEMLOCK", "RLIMIT_AS", "RLIMIT_LOCKS", "RLIMIT_SIGPENDING", "RLIMIT_MSGQUEUE", "RLIMIT_NICE", "RLIMIT_RTPRIO", "RLIMIT_RTTIME",
    ];

    /// <summary>All limits by name; <see cref="ulong.MaxValue"/> is unlimited.</summary>
    public static unsafe IReadOnlyDictionary<string, (ulong Soft, ulong Hard)> OfThisProcess()
    {
        var limits = new Dictionary<string, (ulong, ulong)>(Names.Length, StringComparer.Ordinal);
        for (var number = 0; number < Names.Length; number++)
        {
            Libc.ResourceLimit limit;
            Libc.Check(Libc.prlimit(0, number, null, &limit), "prlimit", Names[number]);
            limits[Names[number]] = (limit.Soft, limit.Hard);
        }
        return limits;
    }
}
