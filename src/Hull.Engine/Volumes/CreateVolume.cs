using Hull.Core;
using Hull.Engine.Events;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.Files;
using Hull.Linux.HostFacts;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Volumes;

/// <summary>
/// Makes a volume: its row, then its directory. A kill in between leaves a row whose directory the next use makes, and no directory that
/// nobody knows of: in the directory of volumes there may be others' too, which are never touched.
/// </summary>
internal sealed class CreateVolume(StorePaths paths, VolumeStore store, RemoveVolume remove, EventWriter events, TimeProvider time, ILogger log)
{
    private const uint DirectoryMode = 0x1ED; // 0755

    /// <summary>Makes one, or takes the one that is there where that is asked.</summary>
    /// <exception cref="EngineException">InvalidArgument, Unsupported; Conflict: there is one of that name.</exception>
    public VolumeConfig Run(VolumeSpec spec)
    {
        var config = ResolveVolume.Decide(spec, RandomBytes.Hex(64), time.GetUtcNow());
        if (spec.IgnoreIfExists && store.TryGet(config.Name) is { } known) return known.Config;
        CheckDevice(spec);
        // One whose removal was killed has its name still.
        remove.FinishIfBegun(config.Name);
        using var held = store.Lock(config.Name);
        if (spec.IgnoreIfExists && store.TryGet(config.Name) is { } existing) return existing.Config;
        RequireFree(config.Name);
        VolumeLog.Recording(log, config.Name);
        store.Insert(config, StateOf(config, ResolveVolume.HasOwner(spec, config)));
        MakeDirectory(config);
        Tell(config);
        return config;
    }

    /// <summary>What the first use of a new volume has to do.</summary>
    /// <param name="config">The volume.</param>
    /// <param name="hasOwner">Whether it was made with an owner, which the first container does not change.</param>
    public static VolumeState StateOf(VolumeConfig config, bool hasOwner) => new() { NeedsCopyUp = config.CopiesUp, NeedsChown = !hasOwner };

    /// <summary>Requires that no directory of somebody else stands where a new volume's will be.</summary>
    /// <exception cref="EngineException">Conflict.</exception>
    public void RequireFree(string name)
    {
        if (store.TryGet(name) is not null || !Directory.Exists(paths.Volume(name))) return;
        throw new EngineException(
            ErrorKind.Conflict, $"creating volume {name}: {paths.Volume(name)} exists, and is no volume of hull's",
            "choose another name, or another directory for volumes (containers.conf: volume_path)");
    }

    /// <summary>Makes the directory where it is missing, with the owner that was decided on.</summary>
    public void MakeDirectory(VolumeConfig config)
    {
        var data = paths.VolumeData(config.Name);
        if (Directory.Exists(data)) return;
        Directory.CreateDirectory(paths.Volume(config.Name));
        Directory.CreateDirectory(data);
        using var made = DirectoryHandle.Open(data);
        if (config.Uid != 0 || config.Gid != 0) FileMetadata.SetOwner(made.Handle, config.Uid, config.Gid);
        FileMetadata.SetMode(made.Handle, DirectoryMode);
    }

    /// <summary>Tells that a volume is there now.</summary>
    public void Tell(VolumeConfig config) => events.Volume(EventStatus.Create, config.Name);

    private static void CheckDevice(VolumeSpec spec)
    {
        if (spec.Options.GetValueOrDefault("type")?.ToLowerInvariant() != "bind" || spec.Options.GetValueOrDefault("device") is not { } device) return;
        if (!PathStatus.TryRead(device, out _, out var errno))
            throw new EngineException(ErrorKind.InvalidArgument, $"invalid volume option device for driver 'local': faccessat {device}: {HostKernel.Reason(errno)}");
    }
}
