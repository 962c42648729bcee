using Hull.Core;
using Hull.Engine.Store;
using Hull.Images;
using Hull.Linux.Files;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>Tells how files of a container or image differ from those below, or from another's (`diff`). Takes no lock.</summary>
internal sealed class DiffFiles(StorePaths paths, ContainerStore store, ImageStore images, OpenRootfs rootfs)
{
    // Places that every start makes for what it mounts; Podman leaves out the same.
    private static readonly HashSet<string> OfEveryStart = new(StringComparer.Ordinal)
    {
        "/dev", "/etc/hostname", "/etc/hosts", "/etc/mtab", "/etc/resolv.conf", "/proc", "/run", "/run/.containerenv", "/run/notify", "/run/secrets", "/sys",
    };

    /// <summary>Compares with what lies below.</summary>
    /// <param name="nameOrId">A container or an image.</param>
    /// <param name="kind">What it may be.</param>
    /// <exception cref="EngineException">NotFound.</exception>
    public IReadOnlyList<FileChange> Run(string nameOrId, DiffKind kind)
    {
        if (FindContainer(nameOrId, kind) is { } container) return OfContainer(container.Config);
        var keys = FindImage(nameOrId).Layers.Select(layer => layer.Key).ToList();
        if (keys.Count == 0) return [];
        using var layer = DirectoryHandle.Open(images.LayerPaths(keys)[^1].Tree);
        return Below(keys[..^1], below => CompareLayer.Run(layer, below));
    }

    /// <summary>Compares with another.</summary>
    /// <param name="nameOrId">What is the result of the change.</param>
    /// <param name="other">What it is compared to.</param>
    /// <param name="kind">What both may be.</param>
    /// <exception cref="EngineException">NotFound.</exception>
    public IReadOnlyList<FileChange> Run(string nameOrId, string other, DiffKind kind)
    {
        using var before = Open(other, kind);
        using var after = Open(nameOrId, kind);
        using var from = before.OpenDirectory();
        using var to = after.OpenDirectory();
        return [.. CompareTrees.Run(from, to, OwnersOf(other, kind), OwnersOf(nameOrId, kind)).Where(change => !OfEveryStart.Contains(change.Path))];
    }

    private List<FileChange> OfContainer(ContainerConfig config)
    {
        var mounts = HostMounts.Of(config, paths).Select(mount => mount.Destination).ToHashSet(StringComparer.Ordinal);
        using var upper = DirectoryHandle.Open(paths.Upper(config.Id));
        using var rootDirectory = config.Spec.Rootfs is { } directory ? DirectoryHandle.Open(directory) : null;
        var marks = File.Exists(paths.FuseMark(config.Id));
        var owner = OwnersInside.OfUpper(paths, config);
        var changes = rootDirectory is null
            ? Below(config.Layers, below => CompareLayer.Run(upper, below, marks, owner))
            : CompareLayer.Run(upper, rootDirectory, marks, owner);
        return changes
            .Where(change => !OfEveryStart.Contains(change.Path) && !mounts.Contains(change.Path)).ToList();
    }

    private IReadOnlyList<FileChange> Below(IReadOnlyList<string> layers, Func<DirectoryHandle?, IReadOnlyList<FileChange>> compare)
    {
        if (layers.Count == 0) return compare(null);
        using var below = rootfs.OfLayers(layers);
        using var directory = below.OpenDirectory();
        return compare(directory);
    }

    private Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? OwnersOf(string nameOrId, DiffKind kind) =>
        FindContainer(nameOrId, kind) is { } container ? OwnersInside.OfMounted(container.Config) : null;

    private OpenedRootfs Open(string nameOrId, DiffKind kind) => FindContainer(nameOrId, kind) is { } container
        ? rootfs.ForReading(container.Config)
        : rootfs.OfLayers([.. FindImage(nameOrId).Layers.Select(layer => layer.Key)]);

    private ContainerRecord? FindContainer(string nameOrId, DiffKind kind) => kind switch
    {
        DiffKind.Container => store.Find(nameOrId),
        DiffKind.Image => null,
        _ => store.TryFind(nameOrId),
    };

    private ImageRecord FindImage(string nameOrId) => images.Find(nameOrId)
        ?? throw new EngineException(ErrorKind.NotFound, $"{nameOrId} not found: no such container or image: image not known");
}
