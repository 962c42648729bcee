using System.Collections;
using System.Globalization;
using Hull.Engine.Configuration;
using Hull.Engine.Runtime;
using Hull.Linux;

namespace Hull.Engine.Containers;

/// <summary>What a decision about a container needs to know of the host: gathered once, so that the decision itself is pure.</summary>
internal sealed record HostFacts
{
    /// <summary>The variables that `http_proxy` passes on.</summary>
    public static readonly string[] ProxyVariables =
        ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY"];

    private const string OwnPrefix = "_HULL_";

    /// <summary>The host's name.</summary>
    public required string HostName { get; init; }

    /// <summary>The kernel's release.</summary>
    public required string KernelRelease { get; init; }

    /// <summary>GOARCH: amd64, arm64.</summary>
    public required string Architecture { get; init; }

    /// <summary>Whether the one hierarchy is cgroup v2.</summary>
    public required bool CgroupV2 { get; init; }

    /// <summary>The path of the engine's own cgroup, which cgroups mode split divides.</summary>
    public string OwnCgroup { get; init; } = "/";

    /// <summary>Whether the kernel limits swap: memory.memsw.* (v1), memory.swap.max (v2).</summary>
    public bool SwapLimit { get; init; } = true;

    /// <summary>Whether the engine runs as an ordinary user or inside a user namespace.</summary>
    public required bool Rootless { get; init; }

    /// <summary>Whether the engine may make cgroups: root may, a user where systemd makes them for it.</summary>
    public bool HasCgroups { get; init; } = true;

    /// <summary>Whether the number of processes of a container can be limited.</summary>
    public bool LimitsPids { get; init; } = true;

    /// <summary>The processors online.</summary>
    public required int Processors { get; init; }

    /// <summary>The capabilities of this process' bounding set, as CAP_CHOWN: what privileged means at most.</summary>
    public required IReadOnlyList<string> BoundingSet { get; init; }

    /// <summary>Whether this process may raise hard limits (CAP_SYS_RESOURCE).</summary>
    public required bool MayRaiseLimits { get; init; }

    /// <summary>This process' limits by name: RLIMIT_NOFILE → soft, hard; <see cref="ulong.MaxValue"/> is unlimited.</summary>
    public required IReadOnlyDictionary<string, (ulong Soft, ulong Hard)> Limits { get; init; }

    /// <summary>Of the engine's own environment what may be passed on: all of it with env-host, else the proxy variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Whether the kernel has SELinux on.</summary>
    public bool Selinux { get; init; }

    /// <summary>Whether the kernel has AppArmor on.</summary>
    public bool Apparmor { get; init; }

    /// <summary>Whether classes of service of the processor's cache can be assigned.</summary>
    public bool HasResctrl { get; init; }

    /// <summary>The engine's own OOM adjustment: a container's cannot be less without CAP_SYS_RESOURCE.</summary>
    public int OomScoreAdj { get; init; }

    /// <summary>The lowest port that a user without privileges may listen on; 0 where nobody asked.</summary>
    public int UnprivilegedPortStart { get; init; }

    /// <summary>Whether pasta is installed; looked up for a user only.</summary>
    public bool HasPasta { get; init; }

    /// <summary>Whether slirp4netns is installed; looked up for a user only.</summary>
    public bool HasSlirp4netns { get; init; }

    /// <summary>Gathers the facts. What only few containers need is looked up only for those.</summary>
    /// <param name="spec">What was asked.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="cgroupV2">Whether the one hierarchy is cgroup v2.</param>
    /// <param name="swapLimit">Whether the kernel limits swap.</param>
    /// <param name="hasCgroups">Whether the engine may make cgroups.</param>
    public static HostFacts Read(ContainerSpec spec, EngineSettings settings, bool cgroupV2, bool swapLimit = true, bool hasCgroups = true) => new()
    {
        HostName = HostKernel.HostName,
        KernelRelease = HostKernel.Release,
        Architecture = MachineArchitecture,
        CgroupV2 = cgroupV2,
        SwapLimit = swapLimit,
        Rootless = settings.Rootless,
        HasCgroups = hasCgroups,
        Processors = System.Environment.ProcessorCount,
        BoundingSet = ReadBoundingSet(),
        MayRaiseLimits = !settings.Rootless && HostKernel.HasCapability(Capabilities.SysResource),
        Limits = ReadLimits(),
        Environment = ReadEnvironment(spec.EnvHost ?? settings.Containers.EnvHost),
        Selinux = HostKernel.HasSelinux,
        Apparmor = HostKernel.HasApparmor,
        HasResctrl = spec.IntelRdt is not null && File.Exists("/sys/fs/resctrl/schemata"),
        UnprivilegedPortStart = settings.Rootless ? ReadPortStart() : 0,
        HasPasta = settings.Rootless && FindPrograms.Helper(settings, "pasta") is not null,
        HasSlirp4netns = settings.Rootless && FindPrograms.Helper(settings, "slirp4netns") is not null,
        OomScoreAdj = (spec.OomScoreAdj ?? settings.Containers.OomScoreAdj) is null ? 0 : HostKernel.OomScoreAdj,
    };

    /// <summary>This machine's GOARCH.</summary>
    public static string MachineArchitecture => HostKernel.Machine switch
    {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        var machine => machine,
    };

    // ip-sysctl of the kernel: below this port binding needs a capability; 1024 unless it was changed.
    private static int ReadPortStart() =>
        int.TryParse(TextFiles.ReadIfThere("/proc/sys/net/ipv4/ip_unprivileged_port_start", 32).AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : 1024;

    private static List<string> ReadBoundingSet()
    {
        var names = new List<string>(Capabilities.Count);
        for (var number = 0; number < Capabilities.Count; number++)
        {
            if (HostKernel.MayBound(number)) names.Add(Capabilities.NameOf(number));
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private static Dictionary<string, (ulong Soft, ulong Hard)> ReadLimits()
    {
        var limits = new Dictionary<string, (ulong, ulong)>(Ulimits.Count);
        for (var number = 0; number < Ulimits.Count; number++) limits[Ulimits.NameOf(number)] = HostKernel.Limit(number);
        return limits;
    }

    private static Dictionary<string, string> ReadEnvironment(bool all)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!all)
        {
            foreach (var name in ProxyVariables)
            {
                if (System.Environment.GetEnvironmentVariable(name) is { } value) result[name] = value;
            }

            return result;
        }

        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            // What Hull tells itself about the user's namespace is nobody else's matter.
            if (variable.Key is string name && !name.StartsWith(OwnPrefix, StringComparison.Ordinal)) result[name] = (string?)variable.Value ?? "";
        }

        return result;
    }
}
