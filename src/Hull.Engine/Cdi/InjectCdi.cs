using Hull.Core;
using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Engine.Cdi;

/// <summary>Changes a container's specification as CDI files ask for.</summary>
internal static class InjectCdi
{
    private const string AllAccess = "rwm";

    /// <summary>The changed specification.</summary>
    /// <param name="spec">The specification.</param>
    /// <param name="edits">The changes, in order.</param>
    /// <param name="look">Tells what lies at a path of the host.</param>
    /// <param name="bindsNodes">
    /// Whether the container's user namespace may make no nodes: a runtime then binds the host's of the same path, and one under another path must be bound.
    /// </param>
    /// <exception cref="EngineException">InvalidArgument: a change is malformed; NotFound: the host has no such device.</exception>
    public static RuntimeSpec Into(RuntimeSpec spec, IReadOnlyList<CdiEdits> edits, Func<string, HostPath> look, bool bindsNodes = false)
    {
        foreach (var edit in edits)
        {
            spec = WithHooks(WithMounts(WithNodes(spec, edit.DeviceNodes ?? [], look, bindsNodes), edit.Mounts ?? []), edit.Hooks ?? []);
            spec = spec with { Process = WithProcess(spec.Process!, edit), Linux = edit.IntelRdt is null ? spec.Linux : spec.Linux! with { IntelRdt = edit.IntelRdt } };
        }

        return spec;
    }

    private static RuntimeProcess WithProcess(RuntimeProcess process, CdiEdits edit)
    {
        var env = (process.Env ?? []).ToList();
        foreach (var line in edit.Env ?? [])
        {
            var name = line[..(line.IndexOf('=', StringComparison.Ordinal) is >= 0 and var end ? end : line.Length)];
            env.RemoveAll(other => other.StartsWith(name + "=", StringComparison.Ordinal));
            env.Add(line);
        }

        var groups = (process.User.AdditionalGids ?? []).Union(edit.AdditionalGids ?? []).ToList();
        return process with { Env = env, User = groups.Count > 0 ? process.User with { AdditionalGids = groups } : process.User };
    }

    private static RuntimeSpec WithNodes(RuntimeSpec spec, IReadOnlyList<CdiNode> nodes, Func<string, HostPath> look, bool bindsNodes)
    {
        if (nodes.Count == 0) return spec;
        var linux = spec.Linux ?? new LinuxSpec();
        var devices = (linux.Devices ?? []).ToList();
        var rules = (linux.Resources?.Devices ?? []).ToList();
        var mounts = spec.Mounts.ToList();
        foreach (var node in nodes)
        {
            var device = Device(node, look);
            devices.RemoveAll(other => other.Path == device.Path);
            if (bindsNodes && node.HostPath is { Length: > 0 } source && source != device.Path)
                mounts.Add(new RuntimeMount { Destination = device.Path, Type = "bind", Source = source, Options = ["bind", "rprivate", "nosuid", "noexec"] });
            else devices.Add(device);
            rules.Add(new LinuxDeviceCgroup { Allow = true, Type = device.Type, Major = device.Major, Minor = device.Minor, Access = node.Permissions ?? AllAccess });
        }

        return spec with { Mounts = mounts, Linux = linux with { Devices = devices, Resources = linux.Resources is null ? null : linux.Resources with { Devices = rules } } };
    }

    private static LinuxDevice Device(CdiNode node, Func<string, HostPath> look)
    {
        if (node.Path is not { Length: > 0 } path || path[0] != '/') throw Wrong($"device node \"{node.Path}\": must be an absolute path");
        var host = look(node.HostPath ?? path);
        if (host.Kind is not (HostPathKind.CharacterDevice or HostPathKind.BlockDevice) && (node.Type is null || node.Major is null || node.Minor is null))
        {
            throw new EngineException(
                ErrorKind.NotFound, $"CDI device node {path}: {(host.Kind == HostPathKind.Missing ? $"stat {host.FullPath}: {host.Error}" : $"{host.FullPath} is no device")}");
        }

        return new LinuxDevice
        {
            Path = path,
            Type = node.Type ?? (host.Kind == HostPathKind.BlockDevice ? "b" : "c"),
            Major = node.Major ?? host.Major,
            Minor = node.Minor ?? host.Minor,
            FileMode = node.FileMode ?? host.Mode,
            Uid = node.Uid ?? host.Uid,
            Gid = node.Gid ?? host.Gid,
        };
    }

    private static RuntimeSpec WithMounts(RuntimeSpec spec, IReadOnlyList<CdiMount> mounts)
    {
        if (mounts.Count == 0) return spec;
        var all = spec.Mounts.ToList();
        foreach (var mount in mounts)
        {
            if (mount.ContainerPath is not { Length: > 0 } target || mount.HostPath is not { Length: > 0 } source) throw Wrong("mount: hostPath and containerPath must be given");
            all.RemoveAll(other => other.Destination == target);
            all.Add(new RuntimeMount { Destination = target, Type = mount.Type ?? "bind", Source = source, Options = mount.Options ?? ["rbind", "rprivate"] });
        }

        return spec with { Mounts = all };
    }

    private static RuntimeSpec WithHooks(RuntimeSpec spec, IReadOnlyList<CdiHook> hooks)
    {
        foreach (var hook in hooks)
        {
            var program = new RuntimeHook { Path = hook.Path ?? throw Wrong("hook: path is missing"), Args = hook.Args, Env = hook.Env, Timeout = hook.Timeout };
            var all = spec.Hooks ?? new RuntimeHooks();
            spec = spec with
            {
                Hooks = hook.HookName switch
                {
                    "prestart" => all with { Prestart = [.. all.Prestart ?? [], program] },
                    "createRuntime" => all with { CreateRuntime = [.. all.CreateRuntime ?? [], program] },
                    "createContainer" => all with { CreateContainer = [.. all.CreateContainer ?? [], program] },
                    "startContainer" => all with { StartContainer = [.. all.StartContainer ?? [], program] },
                    "poststart" => all with { Poststart = [.. all.Poststart ?? [], program] },
                    "poststop" => all with { Poststop = [.. all.Poststop ?? [], program] },
                    _ => throw Wrong($"hook: unknown stage \"{hook.HookName}\""),
                },
            };
        }

        return spec;
    }

    private static EngineException Wrong(string why) => new(ErrorKind.InvalidArgument, $"CDI specification: {why}");
}
