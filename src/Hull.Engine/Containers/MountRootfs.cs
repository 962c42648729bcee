using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Images;
using Hull.Linux;
using Hull.Linux.Mounts;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>
/// Lays the image's layers and the container's own over each other: by the kernel's overlayfs, else, where the kernel refuses (a store on an
/// overlay or a file system that takes no upper folder, an old kernel for an ordinary user), by fuse-overlayfs.
/// </summary>
internal sealed class MountRootfs(StorePaths paths, EngineSettings settings, ImageStore images, ILogger log)
{
    private static readonly int[] Refusals = [Errno.EPERM, Errno.EINVAL, Errno.ENODEV, Errno.EOPNOTSUPP];

    /// <summary>Mounts a container's root file system at its place.</summary>
    /// <exception cref="EngineException">The kernel refuses, and fuse-overlayfs is missing or fails; nothing stays mounted.</exception>
    public void Run(ContainerConfig config)
    {
        var target = paths.Merged(config.Id);
        log.MountingOverlay(config.Layers.Count, target);
        var overlay = OverlayOf(config);
        // The kernel marks the work directory of a volatile overlay and refuses to mount it again: after a power cut it may have lost data.
        // This boot has had none, or nothing of it was kept.
        if (overlay.IsVolatile) DeleteTree.Delete(Path.Join(overlay.WorkDirectory, "work", "incompat"));
        try
        {
            MountOverlay.Attach(overlay, target);
        }
        catch (EngineException e) when (e.InnerException is LinuxException cause && Refusals.Contains(cause.ErrorNumber))
        {
            var program = FindPrograms.Helper(settings, FuseOverlay.Name) ?? throw new EngineException(
                e.Kind, $"{e.Message}; fuse-overlayfs, which does without the kernel's overlay, is not installed",
                "install fuse-overlayfs, or name a store on another file system with --root", e);
            log.FallingBackToFuse(e.Message);
            FuseOverlay.Attach(program, overlay, target, log);
        }
    }

    private OverlayMount OverlayOf(ContainerConfig config)
    {
        var layers = images.LayerPaths(config.Layers);
        return new OverlayMount
        {
            // overlayfs wants the topmost first, and at least one: an image without layers is an empty directory.
            LowerDirectories = layers.Count > 0 ? [.. layers.Reverse().Select(layer => layer.Tree)] : [EmptyDirectory(config.Id)],
            UpperDirectory = paths.Upper(config.Id),
            WorkDirectory = paths.Work(config.Id),
            IsVolatile = config.Spec.Remove == true || config.Spec.Volatile == true,
            UsesUserAttributes = settings.Rootless,
        };
    }

    private string EmptyDirectory(string id)
    {
        var directory = Path.Join(paths.Container(id), "empty");
        Directory.CreateDirectory(directory);
        return directory;
    }
}
