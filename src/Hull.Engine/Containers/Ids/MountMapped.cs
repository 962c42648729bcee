using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Images;
using Hull.Linux;
using Hull.Linux.Files;
using Hull.Linux.HostFacts;
using Hull.Linux.Mounts;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers.Ids;

/// <summary>
/// Mounts the root file system of a container with a user namespace of its own: as root by mapped mounts of the layers, of a user by
/// fuse-overlayfs, which maps ids itself; else over copies of the layers with other owners. The upper folder holds owners as the host knows
/// them, but under fuse-overlayfs, which maps it too: so a container keeps the way that it began with.
/// </summary>
internal sealed class MountMapped(StorePaths paths, EngineSettings settings, ImageStore images, ILogger log)
{
    private static readonly int[] CannotMap = [Errno.EPERM, Errno.EINVAL, Errno.ENOSYS, Errno.EOPNOTSUPP];

    /// <summary>Whether the owners in a container's upper folder are the host's, and not the container's own.</summary>
    /// <param name="paths">The store.</param>
    /// <param name="config">The container.</param>
    public static bool IsUpperShifted(StorePaths paths, ContainerConfig config) => config.IdMaps is not null && File.Exists(Marker(paths, config.Id, shifted: true));

    /// <summary>Mounts it at its place.</summary>
    /// <param name="config">The container.</param>
    /// <param name="overlay">Its layers as they lie on the disk.</param>
    /// <param name="maps">The ids.</param>
    /// <param name="readOnly">Whether to mount it to be read only, in a mount namespace of the caller's.</param>
    /// <returns>Whether fuse-overlayfs does it.</returns>
    /// <exception cref="EngineException">Nothing here maps ids, or the disk is too small for copies; nothing stays mounted.</exception>
    public bool Run(ContainerConfig config, OverlayMount overlay, IdMaps maps, bool readOnly)
    {
        var target = paths.Merged(config.Id);
        if (UsesFuse(config))
        {
            FuseOverlay.Attach(Fuse()!, readOnly ? MountRootfs.ReadOnlyOf(overlay) : overlay, target, log, maps);
            return true;
        }

        // Files that the container makes in its root directory are not the only ones that belong to its root: the directory does, too.
        PathOwner.Set(overlay.UpperDirectory!, maps.HostUser(0), maps.HostGroup(0));
        if (settings.Rootless || !TryMapped(config, overlay, target, maps, readOnly))
        {
            var copied = overlay with { LowerDirectories = Copies(config, overlay, maps) };
            MountOverlay.Attach(readOnly ? MountRootfs.ReadOnlyOf(copied) : copied, target);
        }

        return false;
    }

    private bool TryMapped(ContainerConfig config, OverlayMount overlay, string target, IdMaps maps, bool readOnly)
    {
        try
        {
            new MappedOverlay(FindPrograms.Hull(settings), LayerPlaces(config.Id, readOnly)).Attach(overlay, target, maps, readOnly);
            return true;
        }
        catch (EngineException e) when (e.InnerException is LinuxException cause && CannotMap.Contains(cause.ErrorNumber))
        {
            log.CannotMapIds(e.Message);
            return false;
        }
    }

    // What a start that was killed leaves mounted is found with the other mounts of its bundle. Two that read may do so at the same time, and
    // nobody sees what they mount.
    private string LayerPlaces(string id, bool readOnly) => readOnly
        ? Path.Join(paths.Container(id), "layers-" + RandomBytes.Hex(16))
        : Path.Join(paths.ContainerMounts(id), "layers");

    private IReadOnlyList<string> Copies(ContainerConfig config, OverlayMount overlay, IdMaps maps)
    {
        var layers = images.LayerPaths(config.Layers);
        if (layers.Count == 0) return overlay.LowerDirectories;
        var copies = new ShiftLayers(Path.Join(paths.Cache, "shifted"), paths.Lock("shifted"), log).Of(layers, maps);
        return [.. copies.Reverse()];
    }

    // Written down at the first start: what is in the upper folder then has owners of one kind.
    private bool UsesFuse(ContainerConfig config)
    {
        if (!settings.Rootless || File.Exists(Marker(paths, config.Id, shifted: true)))
        {
            File.WriteAllBytes(Marker(paths, config.Id, shifted: true), []);
            return false;
        }

        var began = File.Exists(Marker(paths, config.Id, shifted: false));
        var canFuse = Fuse() is not null && CanOpen("/dev/fuse");
        if (began && !canFuse)
            throw new EngineException(ErrorKind.Unsupported, $"container {config.Name} was made with fuse-overlayfs, which cannot be used now", "install fuse-overlayfs, and check `ls -l /dev/fuse`");
        File.WriteAllBytes(Marker(paths, config.Id, shifted: !canFuse), []);
        return canFuse;
    }

    private string? Fuse() => FindPrograms.Helper(settings, FuseOverlay.Name);

    private static bool CanOpen(string device)
    {
        try
        {
            using var file = File.Open(device, FileMode.Open, FileAccess.ReadWrite);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Marker(StorePaths paths, string id, bool shifted) => Path.Join(paths.Container(id), shifted ? "upper.shifted" : "upper.mapped");
}
