using Hull.Core;
using Hull.Engine.Cdi;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <content>Devices of the host.</content>
internal sealed partial class ResolveContainer
{
    private (List<LinuxDevice> Devices, List<LinuxDeviceCgroup> Rules) DecideDevices(bool privileged)
    {
        var devices = new List<LinuxDevice>();
        var rules = new List<LinuxDeviceCgroup>(_spec.ResourceLimits?.Devices ?? []);
        foreach (var argument in (IEnumerable<string>)[.. _request.Settings.Containers.Devices, .. (_spec.Devices ?? []).Select(device => device.Path)])
        {
            if (!CdiName.IsMeant(argument)) _conflicts.Try(() => AddDevice(devices, rules, argument, privileged));
        }

        return (devices, rules);
    }

    // What they need is read again at each start: a driver that was brought up to date has changed it.
    private List<string> DecideCdi()
    {
        List<string> names = [.. _request.Settings.Containers.Devices.Where(CdiName.IsMeant), .. (_spec.Devices ?? []).Select(device => device.Path).Where(CdiName.IsMeant)];
        if (_request.Cdi is not { } registry) return names;
        names.AddRange(_conflicts.Try(() => registry.Gpus(_spec.Gpus ?? []), []));
        _conflicts.Try(() => { registry.EditsOf(names); });
        return names;
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
