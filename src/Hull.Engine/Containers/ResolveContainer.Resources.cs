using Hull.Core;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <content>Limits: cgroup, ulimits, the OOM killer.</content>
internal sealed partial class ResolveContainer
{
    // What Podman raises these two to where nobody says a number.
    private const ulong DefaultLimit = 1_048_576;
    private const int LeastOomScore = -1000;
    private const int MostOomScore = 1000;

    private sealed record Resources
    {
        public required LinuxResources Limits { get; init; }
        public required IReadOnlyList<PosixRlimit> Rlimits { get; init; }
        public int? OomScoreAdj { get; init; }
    }

    /// <summary>Decides on other limits for what is decided already: the devices stay.</summary>
    /// <param name="request">The decided spec with the limits asked for.</param>
    /// <param name="decided">The decided spec as it is.</param>
    /// <exception cref="EngineException">InvalidArgument, Unsupported: what cannot be.</exception>
    public static LinuxResources DecideLimits(ResolveRequest request, ContainerSpec decided)
    {
        var resolve = new ResolveContainer(request);
        var limits = resolve.DecideResources(hasIds: false, decided.ResourceLimits?.Devices ?? [], decided.CgroupsMode ?? "enabled").Limits;
        resolve._conflicts.ThrowIfAny();
        return limits with { Devices = decided.ResourceLimits?.Devices };
    }

    private Resources DecideResources(bool hasIds, IReadOnlyList<LinuxDeviceCgroup> deviceRules, string cgroupsMode)
    {
        var asked = _spec.ResourceLimits ?? new LinuxResources();
        asked = asked with { BlockIo = _conflicts.Try(() => DecideBlockIo(asked.BlockIo), null) };
        if (cgroupsMode == "disabled" && (asked.Memory ?? asked.Cpu ?? asked.Pids ?? (object?)asked.BlockIo ?? asked.Unified) is not null)
            _conflicts.Try(() => throw Invalid("cannot specify resource limits when cgroups are disabled is specified"));
        if (!_host.HasCgroups) asked = WithoutLimits(asked);
        if (asked.Unified is { Count: > 0 } && !_host.CgroupV2)
            _conflicts.Try(() => throw new EngineException(ErrorKind.Unsupported, "--cgroup-conf: this host has no unified cgroup hierarchy (cgroup v2)"));
        return new Resources
        {
            Limits = asked with
            {
                Devices = [.. deviceRules, .. _conflicts.Try(() => DecideDeviceRules(hasIds), [])],
                Memory = _conflicts.Try(() => DecideMemory(asked.Memory), null),
                Cpu = _conflicts.Try(() => CheckCpu(asked.Cpu), null),
                Pids = DecidePids(asked.Pids, cgroupsMode),
                Unified = _conflicts.Try(() => DecideUnified(asked.Unified), null),
            },
            Rlimits = _conflicts.Try(DecideRlimits, []),
            OomScoreAdj = _conflicts.Try(DecideOomScore, null),
        };
    }

    // Podman's words. A user's limits need cgroup v2, and systemd to make the cgroup.
    private LinuxResources WithoutLimits(LinuxResources asked)
    {
        if ((asked.Memory ?? asked.Cpu ?? asked.Pids ?? (object?)asked.BlockIo ?? asked.Unified) is null) return asked;
        _warnings.Add(_host.CgroupV2
            ? "Resource limits are ignored: no systemd makes a cgroup for this user"
            : "Resource limits are not supported and ignored on cgroups V1 rootless systems");
        return new LinuxResources();
    }

    // Podman's rule and words: a slice belongs to systemd, a path to cgroupfs.
    private void CheckCgroupParent()
    {
        if (_spec.CgroupParent is not { Length: > 0 } parent) return;
        if (parent.Split('/').Contains("..")) throw Invalid($"cgroup parent {parent}: leads out of the hierarchy: invalid argument");
        var isSlice = parent.EndsWith(".slice", StringComparison.Ordinal);
        if (_request.CgroupManager == "systemd" && !isSlice)
            throw Invalid("did not receive systemd slice as cgroup parent when using systemd to manage cgroups: invalid argument");
        if (_request.CgroupManager != "systemd" && isSlice)
            throw Invalid("systemd slice received as cgroup parent when using cgroupfs: invalid argument");
    }

    private (string Mode, string? Parent) DecideCgroups()
    {
        CheckCgroupParent();
        var parent = string.IsNullOrEmpty(_spec.CgroupParent) ? null : _spec.CgroupParent;
        var mode = string.IsNullOrEmpty(_spec.CgroupsMode) || _spec.CgroupsMode == "default" ? _request.Settings.Containers.Cgroups : _spec.CgroupsMode;
        switch (mode)
        {
            case "enabled" or "no-conmon":
                return (mode, parent);
            case "disabled" when _request.Runtime.Name is not ("crun" or "krun"):
                throw new EngineException(
                    ErrorKind.Unsupported,
                    $"requested OCI runtime {_request.Runtime.Name} is not compatible with NoCgroups",
                    "use --runtime crun");
            case "disabled" when parent is not null:
                throw Invalid("cannot specify a cgroup parent when cgroups are disabled: invalid argument");
            case "disabled":
                return (mode, null);
            case ContainerCgroup.Split when parent is not null:
                throw Invalid("cannot specify --cgroups=split with a cgroup parent: invalid argument");
            case ContainerCgroup.Split when !_host.HasCgroups:
                throw new EngineException(
                    ErrorKind.Unsupported, "cgroups mode split: this user may not make cgroups", "run it from a unit of systemd with Delegate=yes");
            case ContainerCgroup.Split:
                return (mode, Undivided(_host.OwnCgroup));
            default:
                throw Invalid($"running container create option: invalid cgroup mode \"{mode}\": invalid argument");
        }
    }

    // Who was moved into the supervisor's part by a start before stands for the whole.
    private static string Undivided(string path) => path.EndsWith("/" + ContainerCgroup.Supervisor, StringComparison.Ordinal) ? path[..^(ContainerCgroup.Supervisor.Length + 1)] : path;

    private LinuxPids? DecidePids(LinuxPids? asked, string cgroupsMode)
    {
        if (cgroupsMode == "disabled") return null;
        if (asked is not null) return new LinuxPids { Limit = asked.Limit <= 0 ? -1 : asked.Limit };
        var configured = _request.Settings.Containers.PidsLimit;
        if (!_host.HasCgroups || !_host.LimitsPids) return null;
        return configured > 0 ? new LinuxPids { Limit = configured } : null;
    }

    private LinuxMemory? DecideMemory(LinuxMemory? asked)
    {
        if (asked is null) return null;
        if (asked is { Limit: null, Swap: not null })
            throw Invalid("you should always set a memory limit when using a memoryswap limit, see usage");
        if (asked.Swap >= 0 && asked.Swap < asked.Limit)
            throw Invalid("minimum memoryswap limit should be larger than memory limit, see usage");
        if (asked.Limit >= 0 && asked.Reservation > asked.Limit)
            throw Invalid("minimum memory limit cannot be less than memory reservation limit, see usage");
        if (asked.Swappiness > 100) throw Invalid($"invalid value: {asked.Swappiness}, valid memory swappiness range is 0-100");
        if (asked.Swappiness is not null && _host.CgroupV2)
            throw new EngineException(ErrorKind.Unsupported, "cannot set memory swappiness with cgroupv2: OCI runtime error");
        // Twice the memory, as much swap as memory: Docker's and Podman's default.
        var swap = asked.Swap ?? (asked.Limit > 0 ? asked.Limit > long.MaxValue / 2 ? -1 : asked.Limit * 2 : null);
        if (swap is not null && !_host.SwapLimit)
        {
            if (asked.Swap is not null)
                _warnings.Add("Your kernel does not support swap limit capabilities or the cgroup is not mounted. Memory limited without swap.");
            swap = null;
        }

        return asked with { Swap = swap };
    }

    private LinuxCpu? CheckCpu(LinuxCpu? cpu)
    {
        if (cpu is null) return null;
        if (cpu.Period is < 1000 and not 0 or > 1_000_000)
            throw Invalid("CPU cfs period cannot be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)");
        if (cpu.Quota is > 0 and < 1000) throw Invalid("CPU cfs quota cannot be less than 1ms (i.e. 1000)");
        if (cpu.Cpus is { Length: > 0 } cpus && !CpuSet.Fits(cpus, _host.Processors))
            throw Invalid($"requested CPUs are not available - requested {cpus}, available: {CpuSet.All(_host.Processors)}");
        if (!_host.CgroupV2 || (cpu.RealtimePeriod is null && cpu.RealtimeRuntime is null)) return cpu;
        _warnings.Add("Realtime period and runtime are not supported on cgroups V2 systems");
        return cpu with { RealtimePeriod = null, RealtimeRuntime = null };
    }

    private IReadOnlyDictionary<string, string>? DecideUnified(IReadOnlyDictionary<string, string>? asked)
    {
        var configured = _request.Settings.Containers.CgroupConf;
        if (configured.Count == 0) return asked;
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in configured)
        {
            var end = line.IndexOf('=', StringComparison.Ordinal);
            if (end <= 0) throw Invalid($"CgroupConf {line} from containers.conf invalid, must be name=value");
            result[line[..end]] = line[(end + 1)..];
        }

        foreach (var (name, value) in asked ?? new Dictionary<string, string>()) result[name] = value;
        return result;
    }

    private List<PosixRlimit> DecideRlimits()
    {
        // Asked for none at all ("host"): those of the engine itself.
        if (_spec.Rlimits is { Count: 0 }) return [.. _host.Limits.Select(own => new PosixRlimit { Type = own.Key, Soft = own.Value.Soft, Hard = own.Value.Hard })];
        var limits = new List<PosixRlimit>();
        foreach (var text in _request.Settings.Containers.DefaultUlimits) Replace(limits, Ulimits.Parse(text));
        foreach (var limit in _spec.Rlimits ?? []) Replace(limits, Ulimits.Normalize(limit));
        for (var i = 0; i < limits.Count; i++) limits[i] = Clamp(limits[i]);
        AddDefault(limits, "RLIMIT_NOFILE");
        AddDefault(limits, "RLIMIT_NPROC");
        return limits;
    }

    private static void Replace(List<PosixRlimit> limits, PosixRlimit limit)
    {
        var index = limits.FindIndex(other => other.Type == limit.Type);
        if (index < 0) limits.Add(limit);
        else limits[index] = limit;
    }

    private PosixRlimit Clamp(PosixRlimit limit)
    {
        if (_host.MayRaiseLimits || !_host.Limits.TryGetValue(limit.Type, out var own) || limit.Hard <= own.Hard) return limit;
        var name = limit.Type["RLIMIT_".Length..].ToLowerInvariant();
        var asked = limit.Hard == ulong.MaxValue ? "unlimited" : limit.Hard.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _warnings.Add($"ulimit {name}: {asked} lowered to {own.Hard}, the most that this host lets the engine give");
        return limit with { Hard = own.Hard, Soft = Math.Min(limit.Soft, own.Hard) };
    }

    private void AddDefault(List<PosixRlimit> limits, string type)
    {
        if (limits.Exists(limit => limit.Type == type)) return;
        var (soft, hard) = (DefaultLimit, DefaultLimit);
        if (!_host.MayRaiseLimits && _host.Limits.TryGetValue(type, out var own)) (soft, hard) = (Math.Min(soft, own.Soft), Math.Min(hard, own.Hard));
        limits.Add(new PosixRlimit { Type = type, Soft = soft, Hard = hard });
    }

    private int? DecideOomScore()
    {
        if ((_spec.OomScoreAdj ?? _request.Settings.Containers.OomScoreAdj) is not { } asked) return null;
        if (asked is < LeastOomScore or > MostOomScore)
            throw Invalid($"invalid value: {asked}, valid oom score adjustment range is {LeastOomScore} to {MostOomScore}");
        if (_host.MayRaiseLimits || asked >= _host.OomScoreAdj) return asked;
        _warnings.Add($"oom score adjustment {asked} raised to {_host.OomScoreAdj}: the host lets the engine go no lower");
        return _host.OomScoreAdj;
    }
}
