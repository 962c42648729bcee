using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers.Ids;
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
        if (config.Spec is { Rootfs: { } directory, RootfsOverlay: not true })
        {
            Bind(directory, paths.Merged(config.Id));
            return;
        }
        var overlay = OverlayOf(config);
        if (config.IdMaps is { } maps ? Mapped(config, overlay, maps, readOnly: false) : Attach(overlay, paths.Merged(config.Id))) File.WriteAllBytes(paths.FuseMark(config.Id), []);
    }

    /// <summary>
    /// Mounts it to be read only, in the caller's mount namespace, with the writable layer as the topmost of those below: nothing is written,
    /// so that a start in the meantime does no harm.
    /// </summary>
    /// <exception cref="EngineException">As <see cref="Run"/>.</exception>
    public void ReadOnly(ContainerConfig config)
    {
        if (config.Spec is { Rootfs: { } directory, RootfsOverlay: not true })
        {
            Bind(directory, paths.Merged(config.Id));
            return;
        }
        var overlay = OverlayOf(config);
        if (config.IdMaps is { } maps) Mapped(config, overlay, maps, readOnly: true);
        else Attach(ReadOnlyOf(overlay), paths.Merged(config.Id));
    }

    /// <summary>The same to be read only: the upper folder is the topmost of those below.</summary>
    internal static OverlayMount ReadOnlyOf(OverlayMount overlay) => overlay with
    {
        LowerDirectories = [overlay.UpperDirectory!, .. overlay.LowerDirectories],
        UpperDirectory = null,
        WorkDirectory = null,
        IsVolatile = false,
        Flags = MountFlags.ReadOnly,
    };

    private bool Mapped(ContainerConfig config, OverlayMount overlay, IdMaps maps, bool readOnly)
    {
        Tell(overlay with { IsVolatile = overlay.IsVolatile && !readOnly }, paths.Merged(config.Id));
        return new MountMapped(paths, settings, images, log).Run(config, overlay, maps, readOnly);
    }

    private void Tell(OverlayMount overlay, string target)
    {
        log.MountingOverlay(overlay.LowerDirectories.Count, target);
        // The kernel marks the work directory of a volatile overlay and refuses to mount it again: after a power cut it may have lost data.
        // This boot has had none, or nothing of it was kept.
        if (overlay.IsVolatile) DeleteTree.Delete(Path.Join(overlay.WorkDirectory, "work", "incompat"));
    }

    /// <summary>Mounts layers only, to be read only, in the caller's mount namespace.</summary>
    /// <param name="trees">Two or more, the topmost first.</param>
    /// <param name="target">Where.</param>
    /// <exception cref="EngineException">As <see cref="Run"/>.</exception>
    public void Layers(IReadOnlyList<string> trees, string target) => Attach(
        new OverlayMount { LowerDirectories = trees, UsesUserAttributes = settings.Rootless, Flags = MountFlags.ReadOnly }, target);

    /// <summary>Mounts an overlay at any place; true where fuse-overlayfs does the kernel's work.</summary>
    /// <param name="overlay">What to lay over what.</param>
    /// <param name="target">An existing folder.</param>
    /// <exception cref="EngineException">As <see cref="Run"/>.</exception>
    public bool Attach(OverlayMount overlay, string target)
    {
        Tell(overlay, target);
        try
        {
            MountOverlay.Attach(overlay, target);
            return false;
        }
        catch (EngineException e) when (e.InnerException is LinuxException cause && Refusals.Contains(cause.ErrorNumber))
        {
            var program = FindPrograms.Helper(settings, FuseOverlay.Name) ?? throw new EngineException(
                e.Kind, $"{e.Message}; fuse-overlayfs, which does without the kernel's overlay, is not installed",
                "install fuse-overlayfs, or name a store on another file system with --root", e);
            log.FallingBackToFuse(e.Message);
            FuseOverlay.Attach(program, overlay, target, log);
            return true;
        }
    }

    // Private, or taking it off again would take off what is mounted in the user's own directory.
    private void Bind(string directory, string target)
    {
        log.Binding(directory, target);
        Mount.Bind(directory, target, recursive: true);
        Mount.SetPropagation(target, Propagation.Private, recursive: true);
    }

    /// <summary>The trees of layers in the order that overlayfs wants: the topmost first, and at least one.</summary>
    /// <param name="keys">The layers' keys, the lowest first.</param>
    /// <param name="empty">Where to make the empty directory that stands for no layers.</param>
    public IReadOnlyList<string> Trees(IReadOnlyList<string> keys, string empty)
    {
        if (keys.Count > 0) return [.. images.LayerPaths(keys).Reverse().Select(layer => layer.Tree)];
        Directory.CreateDirectory(empty);
        return [empty];
    }

    private OverlayMount OverlayOf(ContainerConfig config)
    {
        return new OverlayMount
        {
            LowerDirectories = LowerOf(config),
            UpperDirectory = paths.Upper(config.Id),
            WorkDirectory = paths.Work(config.Id),
            IsVolatile = config.Spec.Remove == true || config.Spec.Volatile == true,
            UsesUserAttributes = settings.Rootless,
        };
    }

    private IReadOnlyList<string> LowerOf(ContainerConfig config) =>
        config.Spec.Rootfs is { } directory ? [directory] : Trees(config.Layers, Path.Join(paths.Container(config.Id), "empty"));
}
