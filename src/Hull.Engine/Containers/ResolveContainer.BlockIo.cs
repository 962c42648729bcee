using Hull.Core;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <content>Limits of block I/O, and rules of the device cgroup.</content>
internal sealed partial class ResolveContainer
{
    private LinuxBlockIo? DecideBlockIo(LinuxBlockIo? asked)
    {
        if (asked?.Weight is < 10 and not 0 or > 1000) throw Invalid("range of blkio weight is from 10 to 1000");
        if (!DeviceLimits.Paths(_spec).Any()) return asked;
        return (asked ?? new LinuxBlockIo()) with
        {
            WeightDevice = [.. Each(_spec.WeightDevice, (limit, device) => CheckWeight(limit) with { Major = device.Major, Minor = device.Minor })],
            ThrottleReadBpsDevice = Throttles(_spec.ThrottleReadBpsDevice),
            ThrottleWriteBpsDevice = Throttles(_spec.ThrottleWriteBpsDevice),
            ThrottleReadIopsDevice = Throttles(_spec.ThrottleReadIopsDevice),
            ThrottleWriteIopsDevice = Throttles(_spec.ThrottleWriteIopsDevice),
        };
    }

    private List<LinuxThrottleDevice> Throttles(IReadOnlyDictionary<string, LinuxThrottleDevice>? asked) =>
        [.. Each(asked, (limit, device) => limit with { Major = device.Major, Minor = device.Minor })];

    private IEnumerable<T> Each<T>(IReadOnlyDictionary<string, T>? asked, Func<T, HostPath, T> decide)
    {
        foreach (var (path, limit) in asked ?? new Dictionary<string, T>())
        {
            var device = Path(path);
            if (device.Kind == HostPathKind.Missing)
                throw new EngineException(ErrorKind.NotFound, $"could not find throttle device in host: stat {path}: {device.Error}");
            if (device.Kind is not HostPathKind.BlockDevice) throw Invalid($"{path}: not a block device");
            yield return decide(limit, device);
        }
    }

    private static LinuxWeightDevice CheckWeight(LinuxWeightDevice limit) =>
        limit.Weight is >= 10 and <= 1000 ? limit : throw Invalid("range of blkio weight is from 10 to 1000");

    // The device cgroup belongs to the host's root: inside a user namespace the kernel refuses every rule.
    private IReadOnlyList<LinuxDeviceCgroup> DecideDeviceRules(bool hasIds)
    {
        if (_spec.DeviceCgroupRules is not { Count: > 0 } rules) return [];
        if (_host.Rootless || hasIds) throw new EngineException(ErrorKind.Unsupported, "device cgroup rules are not supported in rootless mode or in a user namespace");
        return [.. rules.Select(rule => rule with { Allow = true })];
    }
}
