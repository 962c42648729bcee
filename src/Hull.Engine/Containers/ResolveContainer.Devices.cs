using Hull.Core;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <content>Devices of the host.</content>
internal sealed partial class ResolveContainer
{
    private (List<LinuxDevice> Devices, List<LinuxDeviceCgroup> Rules) DecideDevices(bool privileged)
    {
        var devices = new List<LinuxDevice>();
        var rules = new List<LinuxDeviceCgroup>(_spec.ResourceLimits?.Devices ?? []);
        foreach (var argument in _request.Settings.Containers.Devices) AddDevice(devices, rules, argument, privileged);
        foreach (var device in _spec.Devices ?? []) AddDevice(devices, rules, device.Path, privileged);
        return (devices, rules);
    }

    private void AddDevice(List<LinuxDevice> devices, List<LinuxDeviceCgroup> rules, string text, bool privileged)
    {
        var argument = DeviceArgument.Parse(text);
        var source = Path(argument.Source);
        switch (source.Kind)
        {
            case HostPathKind.Missing:
                throw new EngineException(ErrorKind.NotFound, $"stat {argument.Source}: {source.Error}");
            case HostPathKind.File:
                throw Invalid($"{argument.Source} is not a valid device: not a device node");
            case HostPathKind.Directory when source.Devices.Count == 0:
                throw Invalid($"no devices found in {argument.Source}: invalid argument");
            case HostPathKind.Directory:
                foreach (var below in source.Devices)
                    Add(devices, rules, below, argument.Target.TrimEnd('/') + below.FullPath[source.FullPath.Length..], argument.Access, privileged);
                break;
            default:
                Add(devices, rules, source, argument.Target, argument.Access, privileged);
                break;
        }
    }

    private static void Add(
        List<LinuxDevice> devices, List<LinuxDeviceCgroup> rules, HostPath source, string target, string access, bool privileged)
    {
        var type = source.Kind == HostPathKind.BlockDevice ? "b" : "c";
        var path = ContainerPath.Clean(target);
        devices.RemoveAll(other => other.Path == path);
        devices.Add(new LinuxDevice
        {
            Path = path,
            Type = type,
            Major = source.Major,
            Minor = source.Minor,
            FileMode = source.Mode,
            Uid = source.Uid,
            Gid = source.Gid,
        });
        // A privileged container may use every device already.
        if (!privileged)
            rules.Add(new LinuxDeviceCgroup { Allow = true, Type = type, Major = source.Major, Minor = source.Minor, Access = access });
    }
}
