using System.Globalization;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers.Ids;
using Hull.Engine.Images;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Engine.Volumes;
using Hull.Linux;
using Hull.Linux.Files;
using Hull.Linux.Mounts;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <summary>
/// Makes ready what a start mounts into the container: volumes are mounted and filled, overlays and images laid out, files given to the
/// container's user. What comes out is binds and file systems that any runtime mounts. All that it mounts lies below the bundle.
/// </summary>
internal sealed class PrepareMounts(
    StorePaths paths, VolumeStore volumes, MountVolume mountVolume, FillVolume fill, MountImage images, MountRootfs overlays, EngineSettings settings)
{
    private static readonly string[] ImageOptions = ["rbind", "rprivate", "nodev"];

    /// <summary>Makes all ready.</summary>
    /// <param name="config">The container.</param>
    /// <param name="rootfs">Its root file system, mounted.</param>
    /// <param name="user">Its user.</param>
    /// <returns>What the runtime is to mount, in the order in which it was asked for.</returns>
    /// <exception cref="EngineException">Something is missing, or the kernel refuses; what was mounted by then is the caller's to take off.</exception>
    public IReadOnlyList<RuntimeMount> Run(ContainerConfig config, string rootfs, ResolvedUser user)
    {
        var (spec, places, inside) = (config.Spec, new MountPlaces(paths, config.Id), (user.Uid, user.Gid));
        var owner = config.IdMaps is { } maps ? (maps.HostUser(user.Uid), maps.HostGroup(user.Gid)) : inside;
        var mounts = new List<RuntimeMount>();
        foreach (var mount in spec.Mounts ?? [])
        {
            if (Plain(config, mount, rootfs, places, owner, inside) is { } ready) mounts.Add(ready);
        }
        foreach (var volume in spec.Volumes ?? []) mounts.Add(Volume(config, volume, rootfs, places, owner));
        foreach (var overlay in spec.OverlayVolumes ?? []) mounts.Add(Overlay(overlay.Source, overlay.Destination, overlay.Options ?? [], places, owner));
        foreach (var image in spec.ImageVolumes ?? []) mounts.Add(Image(config, image, places));
        return mounts;
    }

    private RuntimeMount? Plain(
        ContainerConfig config, RuntimeMount mount, string rootfs, MountPlaces places, (uint Uid, uint Gid) owner, (uint Uid, uint Gid) inside)
    {
        var options = mount.Options ?? [];
        if (mount.Type is "tmpfs" or "ramfs")
        {
            // The runtime mounts these as the container's root, in whose numbers the options speak.
            return mount with { Options = [.. options.SelectMany(option => option == MountOptions.Chown ? Owner(inside) : [option])] };
        }
        if (mount.Type != "bind") return mount;
        if (options.Contains(MountOptions.NoDereference) && new FileInfo(mount.Source!).LinkTarget is { } target)
        {
            PrepareRootfs.MakeLink(rootfs, mount.Destination, target);
            return null;
        }
        return mount with { Source = Owned(config, mount.Source!, options, places, owner), Options = ForRuntime(options) };
    }

    private RuntimeMount Volume(ContainerConfig config, NamedVolume volume, string rootfs, MountPlaces places, (uint Uid, uint Gid) owner)
    {
        using (var lease = volumes.TryLease(volume.Name!) ?? throw Gone(volume.Name!))
        {
            mountVolume.ForContainer(lease, config.Id);
            fill.Run(lease, volume, rootfs, owner);
        }
        var source = paths.VolumeData(volume.Name!);
        if (volume.SubPath is { Length: > 0 } path) source = places.Below(source, path, $"volume {volume.Name}");
        var options = volume.Options ?? [];
        if (options.Contains("O")) return Overlay(source, volume.Dest, options, places, owner);
        return new RuntimeMount
        {
            Destination = volume.Dest,
            Type = "bind",
            Source = Owned(config, source, options, places, owner),
            Options = ForRuntime(options),
        };
    }

    // Gives a bind's files away and maps their owners, where that is asked for; what is to be bound then.
    private string Owned(ContainerConfig config, string source, IReadOnlyList<string> options, MountPlaces places, (uint Uid, uint Gid) owner)
    {
        var maps = MountIdMap.OptionOf(options) is { } option ? MountIdMap.Of(option, config.IdMaps) : null;
        // Under a mapping the files have on the disk what the mapping makes the container's user of.
        if (options.Contains(MountOptions.Chown)) GiveAway(source, maps is null ? owner : OnDisk(source, maps, owner));
        if (maps is null) return source;
        using var found = SafePath.FindOnHost(source);
        using var users = HeldUserNamespace.Make(FindPrograms.Hull(settings), maps);
        using var mount = DetachedMount.CloneOf(found, recursive: true);
        try
        {
            mount.MapIds(users.File);
        }
        catch (EngineException e)
        {
            throw new EngineException(
                ErrorKind.Unsupported, $"mapping the owners of {source}: {e.Message}", "the file system cannot do it: leave idmap out, or give the files to the container's user with the option U", e);
        }
        return places.Attach(mount, SafePath.Status(found).Type);
    }

    private static (uint Uid, uint Gid) OnDisk(string source, IdMaps maps, (uint Uid, uint Gid) owner) =>
        maps.ContainerUser(owner.Uid) is { } user && maps.ContainerGroup(owner.Gid) is { } group
            ? (user, group)
            : throw new EngineException(
                ErrorKind.InvalidArgument, string.Create(CultureInfo.InvariantCulture, $"giving {source} to the container's user: the mapping of idmap has no id for {owner.Uid}:{owner.Gid}"),
                "leave U out, or map that id, too");

    private RuntimeMount Overlay(string source, string target, IReadOnlyList<string> options, MountPlaces places, (uint Uid, uint Gid) owner)
    {
        var place = Lay([source], source, ValueOf(options, "upperdir="), ValueOf(options, "workdir="), places);
        // Only the overlay's view changes hands; its source is not written to.
        if (options.Contains(MountOptions.Chown)) GiveAway(place, owner);
        return new RuntimeMount { Destination = target, Type = "bind", Source = place, Options = ["rbind", "rprivate", "rw"] };
    }

    private RuntimeMount Image(ContainerConfig config, ImageVolume image, MountPlaces places)
    {
        var source = images.ForContainer(image.ImageId!, image.Layers ?? [], config.Id);
        if (image.ReadWrite) source = Lay(overlays.Trees(image.Layers ?? [], Path.Join(paths.Container(config.Id), "empty")), source, null, null, places);
        if (image.SubPath is { Length: > 0 } path) source = places.Below(source, path, $"image {image.Source}");
        return new RuntimeMount { Destination = image.Destination, Type = "bind", Source = source, Options = [.. ImageOptions, image.ReadWrite ? "rw" : "ro"] };
    }

    // The upper's root is what the merged root looks like: it takes after the directory that it lies over.
    private string Lay(IReadOnlyList<string> lowers, string like, string? upper, string? work, MountPlaces places)
    {
        if (upper is null)
        {
            var own = places.Overlay();
            (upper, work) = (Path.Join(own, "upper"), Path.Join(own, "work"));
            Directory.CreateDirectory(upper);
            Directory.CreateDirectory(work);
            using var model = DirectoryHandle.Open(like);
            using var made = DirectoryHandle.Open(upper);
            FileMetadata.SetOwner(made.Handle, model.Status.Uid, model.Status.Gid);
            FileMetadata.SetMode(made.Handle, model.Status.Mode);
        }
        var place = places.Directory();
        overlays.Attach(
            new OverlayMount { LowerDirectories = lowers, UpperDirectory = upper, WorkDirectory = work, UsesUserAttributes = settings.Rootless }, place);
        return place;
    }

    private static string? ValueOf(IReadOnlyList<string> options, string prefix) =>
        options.FirstOrDefault(option => option.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];

    private static List<string> ForRuntime(IReadOnlyList<string> options) => [.. options.Where(static option => !MountOptions.IsOwn(option))];

    private static string[] Owner((uint Uid, uint Gid) owner) =>
        [string.Create(CultureInfo.InvariantCulture, $"uid={owner.Uid}"), string.Create(CultureInfo.InvariantCulture, $"gid={owner.Gid}")];

    private static void GiveAway(string source, (uint Uid, uint Gid) owner)
    {
        GiveAwayRules.Check(source, owner);
        try
        {
            using var found = SafePath.FindOnHost(source);
            ChownTree.Run(found, owner.Uid, owner.Gid);
        }
        catch (EngineException e)
        {
            throw new EngineException(
                e.Kind, string.Create(CultureInfo.InvariantCulture, $"giving {source} to {owner.Uid}:{owner.Gid}: {e.Message}"), "the option U needs the right to give the files away", e);
        }
    }

    private static EngineException Gone(string name) => new(ErrorKind.NotFound, $"no volume with name \"{name}\" found: no such volume");
}
