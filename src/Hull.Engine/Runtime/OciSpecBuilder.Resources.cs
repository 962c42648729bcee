using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Engine.Runtime;

/// <content>Limits and devices.</content>
internal static partial class OciSpecBuilder
{
    private const string AllAccess = "rwm";

    private static LinuxResources Resources(ContainerConfig config)
    {
        var limits = config.Spec.ResourceLimits ?? new LinuxResources();
        // crun writes -1 to pids.max of cgroup v1 as it is, which the kernel refuses; without a limit the file says max anyway.
        if (limits.Pids is { Limit: <= 0 }) limits = limits with { Pids = null };
        if (config.Spec.Privileged == true) return limits with { Devices = [new LinuxDeviceCgroup { Allow = true, Access = AllAccess }] };
        // All devices are denied first; the runtime itself allows /dev/null and its like (runtime-spec, config-linux.md#default-devices).
        var rules = new List<LinuxDeviceCgroup> { new() { Allow = false, Access = AllAccess } };
        rules.AddRange(limits.Devices ?? []);
        return limits with { Devices = rules };
    }

    private static bool IsVirtualConsole(string path) =>
        path.StartsWith("/dev/tty", StringComparison.Ordinal) && path.Length > "/dev/tty".Length && !path.AsSpan("/dev/tty".Length).ContainsAnyExceptInRange('0', '9');

    private static IReadOnlyList<LinuxDevice>? Devices(ContainerConfig config, StartFacts facts)
    {
        var asked = config.Spec.Devices ?? [];
        if (config.Spec.Privileged != true) return asked.Count > 0 ? asked : null;
        // systemd would take the host's virtual consoles for its own, and a user cannot open them.
        var hosts = config.Rootless || config.Spec.Systemd == "true" ? facts.HostDevices.Where(device => !IsVirtualConsole(device.Path)) : facts.HostDevices;
        var devices = new List<LinuxDevice>(hosts);
        foreach (var device in asked)
        {
            devices.RemoveAll(other => other.Path == device.Path);
            devices.Add(device);
        }

        return devices.Count > 0 ? devices : null;
    }
}
