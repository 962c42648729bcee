using System.Globalization;
using Hull.Core;
using Hull.Engine.Store;
using Hull.Linux.Mounts;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Volumes;

/// <summary>
/// Mounts volumes that are file systems (type, device, o) on their directories, by mount(8): it knows the helpers of network file systems.
/// Who holds a volume is recorded before it is mounted, so that a kill in between leaves at most a mount that the next release takes off.
/// </summary>
internal sealed class MountVolume(StorePaths paths, VolumeStore store, CreateVolume create, ILogger log)
{
    /// <summary>Mounts a volume for a container; one without a file system of its own needs nothing.</summary>
    /// <exception cref="EngineException">RuntimeFailed: what mount(8) said.</exception>
    public void ForContainer(VolumeLease lease, string container)
    {
        create.MakeDirectory(lease.Config);
        if (!lease.Config.IsMounted) return;
        store.SetMounted(lease.Name, container, mounted: true);
        Attach(lease.Config);
    }

    /// <summary>Mounts a volume for whoever asks with `volume mount`.</summary>
    /// <returns>The directory.</returns>
    /// <exception cref="EngineException">RuntimeFailed: what mount(8) said.</exception>
    public string ForCaller(VolumeLease lease)
    {
        create.MakeDirectory(lease.Config);
        if (lease.Config.IsMounted)
        {
            lease.Save(lease.State with { Mounts = lease.State.Mounts + 1 });
            Attach(lease.Config);
        }
        return paths.VolumeData(lease.Name);
    }

    /// <summary>Takes back one `volume mount`; the last holder's takes the mount off.</summary>
    public void Release(VolumeLease lease)
    {
        if (lease.State.Mounts == 0) return;
        lease.Save(lease.State with { Mounts = lease.State.Mounts - 1 });
        DetachIfUnused(lease);
    }

    /// <summary>Takes back what a container holds; may be repeated.</summary>
    public void ReleaseOf(string container)
    {
        foreach (var name in store.MountedBy(container))
        {
            using var lease = store.TryLease(name);
            if (lease is null) continue;
            store.SetMounted(name, container, mounted: false);
            DetachIfUnused(lease);
        }
    }

    private void DetachIfUnused(VolumeLease lease)
    {
        if (store.MountCount(lease.Name) > 0) return;
        VolumeLog.Unmounting(log, lease.Name);
        Mount.Detach(paths.VolumeData(lease.Name));
    }

    private void Attach(VolumeConfig config)
    {
        var target = paths.VolumeData(config.Name);
        if (MountTable.Read().Exists(entry => entry.MountPoint == target)) return;
        var arguments = Arguments(config, target);
        var line = string.Join(' ', arguments);
        VolumeLog.Mounting(log, config.Name, line);
        var run = RunAndCapture.Run(WithTimeout(config, arguments));
        if (run.Status.IsSuccess) return;
        var said = run.ErrorText.Trim().ReplaceLineEndings("; ");
        throw new EngineException(
            ErrorKind.RuntimeFailed, $"mounting volume {config.Name}: {(said.Length > 0 ? said : $"mount: {run.Status}")}", $"look at its options with `hull volume inspect {config.Name}`");
    }

    private static SpawnRequest WithTimeout(VolumeConfig config, IReadOnlyList<string> arguments) => config.Timeout == 0
        ? new SpawnRequest { Program = "mount", Arguments = arguments }
        : new SpawnRequest { Program = "timeout", Arguments = [config.Timeout.ToString(CultureInfo.InvariantCulture), "mount", .. arguments] };

    /// <summary>The arguments of mount(8). A type `bind` is an option there, and what has no device is named by its type.</summary>
    internal static IReadOnlyList<string> Arguments(VolumeConfig config, string target)
    {
        var type = config.Options.GetValueOrDefault("type") ?? "";
        var options = config.Options.GetValueOrDefault("o") ?? "";
        var device = config.Options.GetValueOrDefault("device") is { Length: > 0 } given ? given : type;
        List<string> arguments = [];
        if (options.Length > 0) arguments.AddRange(["-o", options]);
        if (type.Equals("bind", StringComparison.OrdinalIgnoreCase)) arguments.AddRange(["-o", "bind"]);
        else if (type.Length > 0) arguments.AddRange(["-t", type]);
        arguments.AddRange(["--", device, target]);
        return arguments;
    }
}
