using Hull.Engine.Images;
using Hull.Engine.Store;
using Hull.Engine.Volumes;
using Hull.Linux;
using Hull.Linux.Mounts;

namespace Hull.Engine.Containers;

/// <summary>What containers have to do with volumes and mounted images beside a start's <see cref="PrepareMounts"/>: make, let go, remove.</summary>
internal sealed class ContainerVolumes(
    StorePaths paths, VolumeStore store, CreateVolume create, RemoveVolume remove, MountVolume mount, MountImage images)
{
    /// <summary>The volumes that a new container brings with it; null where it uses neither volumes nor images.</summary>
    /// <exception cref="Core.EngineException">As <see cref="BringVolumes"/>.</exception>
    public BringVolumes? Bring(ContainerConfig config) =>
        config.Spec.Volumes is { Count: > 0 } || config.Spec.ImageVolumes is { Count: > 0 } ? new BringVolumes(store, create, remove, config) : null;

    /// <summary>Takes off what a start has mounted for the container's mounts; may be repeated.</summary>
    public void Release(ContainerConfig config)
    {
        Detach(config.Id);
        if (config.Spec.Volumes is { Count: > 0 }) mount.ReleaseOf(config.Id);
        if (config.Spec.ImageVolumes is { Count: > 0 }) images.ReleaseOf(config.Id);
        // What was written over the sources of overlays is gone at the end of a run (podman-run(1), Overlay Volume Mounts).
        DeleteTree.Delete(paths.ContainerOverlays(config.Id));
    }

    /// <summary>Takes off what is mounted in a bundle.</summary>
    public void Detach(string id)
    {
        if (Directory.Exists(paths.ContainerMounts(id))) DetachAllBelow.Run(paths.ContainerMounts(id));
    }

    /// <summary>Removes the volumes that went with a container, whose rows are marked.</summary>
    public void Remove(IReadOnlyList<string> names)
    {
        foreach (var name in names) remove.FinishIfBegun(name);
    }

    /// <summary>After a reboot nothing is mounted.</summary>
    public void ForgetMounts()
    {
        store.ForgetMounts();
        images.ForgetMounts();
    }
}
