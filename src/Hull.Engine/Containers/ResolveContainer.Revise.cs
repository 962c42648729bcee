using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <content>Changes of what was decided: limits, restart policy, health checks, variables.</content>
internal sealed partial class ResolveContainer
{
    /// <summary>Decides on a change of a container.</summary>
    /// <param name="request">As for a new one, its spec being the decided one with what is asked changed in it.</param>
    /// <param name="current">What holds so far.</param>
    /// <exception cref="Core.EngineException">InvalidArgument or Unsupported: the first contradiction.</exception>
    public static ContainerConfig Revise(ResolveRequest request, ContainerConfig current) => new ResolveContainer(request).Revise(current);

    private ContainerConfig Revise(ContainerConfig current)
    {
        CheckRestartPolicy();
        var health = ReviseHealth();
        return current with
        {
            Env = ReviseEnv(current),
            Warnings = _warnings,
            Spec = current.Spec with
            {
                RestartPolicy = string.IsNullOrEmpty(_spec.RestartPolicy) ? "no" : _spec.RestartPolicy,
                RestartTries = _spec.RestartTries,
                ResourceLimits = ReviseLimits(current),
                Rlimits = ReviseRlimits(current.Spec.Rlimits ?? []),
                Env = WithoutNames(_spec.Env, NewlyUnset(current.Spec)),
                UnsetEnv = _spec.UnsetEnv,
                HealthConfig = health.Check,
                StartupHealthConfig = health.Startup,
                HealthCheckOnFailureAction = health.Action,
                HealthLogDestination = health.LogDestination,
                HealthMaxLogCount = health.MaxLogCount,
                HealthMaxLogSize = health.MaxLogSize,
            },
        };
    }

    // At create an option without a command may be meant for an image that has one; here there is nothing left that could bring it.
    private Health ReviseHealth()
    {
        if (_spec.HealthConfig is { Test: null }) throw Invalid("healthcheck command is not set");
        return DecideHealth();
    }

    private LinuxResources? ReviseLimits(ContainerConfig current)
    {
        if (ReferenceEquals(_spec.ResourceLimits, current.Spec.ResourceLimits) && !ChangesDevices(current.Spec)) return current.Spec.ResourceLimits;
        if (!current.HasCgroup || current.Spec.CgroupsMode == "disabled")
            throw new Core.EngineException(Core.ErrorKind.Unsupported, $"updating the limits of container {current.Name}: it has no cgroup, where they would stand");
        var (asked, before) = (_spec.ResourceLimits ?? new LinuxResources(), current.Spec.ResourceLimits ?? new LinuxResources());
        return asked with
        {
            Devices = before.Devices,
            Memory = DecideMemory(WithOwnSwap(asked.Memory, before.Memory)),
            Cpu = CheckCpu(asked.Cpu),
            Pids = asked.Pids is null ? null : new LinuxPids { Limit = asked.Pids.Limit <= 0 ? -1 : asked.Pids.Limit },
            BlockIo = DecideBlockIo(asked.BlockIo),
        };
    }

    private bool ChangesDevices(ContainerSpec before) =>
        !ReferenceEquals(_spec.WeightDevice, before.WeightDevice)
        || !ReferenceEquals(_spec.ThrottleReadBpsDevice, before.ThrottleReadBpsDevice) || !ReferenceEquals(_spec.ThrottleWriteBpsDevice, before.ThrottleWriteBpsDevice)
        || !ReferenceEquals(_spec.ThrottleReadIopsDevice, before.ThrottleReadIopsDevice) || !ReferenceEquals(_spec.ThrottleWriteIopsDevice, before.ThrottleWriteIopsDevice);

    // The swap that was decided from the old limit gives way to that of the new one.
    private static LinuxMemory? WithOwnSwap(LinuxMemory? asked, LinuxMemory? before) =>
        asked is not null && asked.Limit != before?.Limit && asked.Swap is not null && asked.Swap == before?.Swap && asked.Swap == before?.Limit * 2
            ? asked with { Swap = null }
            : asked;

    private List<PosixRlimit> ReviseRlimits(IReadOnlyList<PosixRlimit> before)
    {
        if (ReferenceEquals(_spec.Rlimits, before)) return [.. before];
        // Those of the host: what a container gets for which nobody says a limit.
        if (_spec.Rlimits is not { Count: > 0 }) return DecideRlimits();
        List<PosixRlimit> limits = [.. before];
        foreach (var limit in _spec.Rlimits) Replace(limits, Clamp(Ulimits.Normalize(limit)));
        return limits;
    }

    private List<string> ReviseEnv(ContainerConfig current)
    {
        var before = current.Spec.Env ?? new Dictionary<string, string>();
        var unset = NewlyUnset(current.Spec);
        var changed = (_spec.Env ?? new Dictionary<string, string>())
            .Where(pair => !unset.Contains(pair.Key) && (!before.TryGetValue(pair.Key, out var value) || value != pair.Value))
            .ToDictionary(StringComparer.Ordinal);
        List<string> lines = [.. current.Env.Where(line => !unset.Contains(NameOf(line)) && !changed.ContainsKey(NameOf(line)))];
        lines.AddRange(changed.Select(pair => $"{pair.Key}={pair.Value}"));
        return lines;
    }

    private HashSet<string> NewlyUnset(ContainerSpec before) =>
        [.. (_spec.UnsetEnv ?? []).Except(before.UnsetEnv ?? [], StringComparer.Ordinal)];

    private static Dictionary<string, string>? WithoutNames(IReadOnlyDictionary<string, string>? env, HashSet<string> names) =>
        env?.Where(pair => !names.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal);

    private static string NameOf(string line)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? line : line[..equals];
    }
}
