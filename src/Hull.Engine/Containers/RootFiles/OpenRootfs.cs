using System.Globalization;
using System.Text;
using Hull.Core;
using Hull.Engine.Store;
using Hull.Images;
using Hull.Linux;
using Hull.Linux.Files;
using Hull.Linux.Mounts;
using Hull.Linux.Namespaces;
using Hull.Linux.Processes;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>
/// Opens a container's root file system. Of one that runs it is what its first process has, held by a descriptor: lookups from it cannot
/// leave it, and see what is mounted inside. Of one that does not run it is mounted in a mount namespace of its own, which nobody else
/// sees and which goes with the descriptor, also when this process is killed.
/// </summary>
internal sealed class OpenRootfs(StorePaths paths, MountRootfs mountRootfs, ImageStore images)
{
    private const uint DirectoryMode = 0x1ed;
    private const uint FileMode = 0x1a4;

    /// <summary>The files of image and container without what is mounted inside, to be read only.</summary>
    /// <exception cref="EngineException">The kernel refuses the mount.</exception>
    public OpenedRootfs ForReading(ContainerConfig config)
    {
        var merged = paths.Merged(config.Id);
        if (IsMounted(merged)) return new OpenedRootfs(SafePath.OpenRoot(merged));
        return InNamespaceOfItsOwn(() =>
        {
            mountRootfs.ReadOnly(config);
            return SafePath.OpenRoot(merged);
        });
    }

    /// <summary>What layers of images show together, to be read only.</summary>
    /// <param name="keys">The layers' keys, the lowest first.</param>
    /// <exception cref="EngineException">The kernel refuses the mount.</exception>
    public OpenedRootfs OfLayers(IReadOnlyList<string> keys)
    {
        var trees = images.LayerPaths(keys).Select(layer => layer.Tree).ToList();
        // One alone shows itself; overlayfs wants two.
        if (trees.Count == 1) return new OpenedRootfs(SafePath.OpenRoot(trees[0]));
        Directory.CreateDirectory(paths.Containers, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return InNamespaceOfItsOwn(() =>
        {
            // The place serves any mount here: nobody else sees this namespace.
            if (trees.Count == 0) Mount.FileSystem("tmpfs", "none", paths.Containers);
            else mountRootfs.Layers([.. Enumerable.Reverse(trees)], paths.Containers);
            return SafePath.OpenRoot(paths.Containers);
        });
    }

    /// <summary>What the process of a running container sees; null where it has ended.</summary>
    /// <exception cref="EngineException">PermissionDenied: it is another user's.</exception>
    public static OpenedRootfs? TryRunning(ContainerState state)
    {
        if (!ExitObservation.IsAlive(state)) return null;
        var process = new ProcessIdentity(state.Pid, state.PidStartTime);
        SafeFileHandle root;
        try
        {
            root = SafePath.OpenRoot(string.Create(CultureInfo.InvariantCulture, $"/proc/{state.Pid}/root"));
        }
        catch (EngineException e) when (e.Kind == ErrorKind.NotFound)
        {
            return null;
        }
        // Opened first, looked at second: if the process is still this one, so is its root.
        if (process.IsAlive) return new OpenedRootfs(root);
        root.Dispose();
        return null;
    }

    /// <summary>What the process of a container that does not run would see, to be read or written.</summary>
    /// <param name="config">The container; to write, its lease is held until the end.</param>
    /// <param name="path">The absolute path that is meant: a mount that it lies on gets its place made, as a start would make it.</param>
    /// <param name="writable">Whether it is written to.</param>
    /// <exception cref="EngineException">The kernel refuses a mount.</exception>
    public OpenedRootfs Stopped(ContainerConfig config, string path, bool writable)
    {
        var merged = paths.Merged(config.Id);
        return InNamespaceOfItsOwn(() =>
        {
            if (!IsMounted(merged))
            {
                if (writable) mountRootfs.Run(config);
                else mountRootfs.ReadOnly(config);
            }
            var root = SafePath.OpenRoot(merged);
            (uint Uid, uint Gid)? owner = config.IdMaps is { } maps ? (maps.HostUser(0), maps.HostGroup(0)) : null;
            foreach (var mount in HostMounts.Of(config, paths)) Attach(root, mount, makePlace: writable && mount.Holds(path), owner);
            return root;
        });
    }

    /// <summary>Whether something is mounted at a place in this thread's namespace.</summary>
    public static bool IsMounted(string place) => MountTable.Read().Exists(entry => entry.MountPoint == place);

    private static OpenedRootfs InNamespaceOfItsOwn(Func<SafeFileHandle> open) => IsolatedThread.Run([], NamespaceKinds.Mount, () =>
    {
        // What is mounted here stays here; what is unmounted elsewhere goes here too.
        Mount.SetPropagation("/", Propagation.Slave, recursive: true);
        var root = open();
        return new OpenedRootfs(root, NamespaceFile.TryOpen(0, NamespaceKinds.Mount));
    });

    private static void Attach(SafeFileHandle root, HostMount mount, bool makePlace, (uint Uid, uint Gid)? owner)
    {
        using var source = Find(mount);
        if (source is null) return;
        var isDirectory = SafePath.Status(source).Type == FileType.Directory;
        using var place = SafePath.TryFind(root, mount.Destination) ?? (makePlace ? MakePlace(root, mount.Destination, isDirectory, owner) : null);
        if (place is null || SafePath.Status(place).Type == FileType.Directory != isDirectory) return;
        using var tree = DetachedMount.CloneOf(source, recursive: true);
        if (mount.IsReadOnly) tree.AddFlags(MountFlags.ReadOnly, recursive: true);
        tree.Attach(place);
    }

    private static SafeFileHandle? Find(HostMount mount)
    {
        var found = SafePath.TryFindOnHost(mount.Source);
        if (found is null || mount.SubPath is null) return found;
        using (found) return SafePath.TryFind(found, mount.SubPath);
    }

    private static SafeFileHandle? MakePlace(SafeFileHandle root, string path, bool isDirectory, (uint Uid, uint Gid)? owner)
    {
        if (isDirectory) return SafePath.MakeDirectories(root, path, DirectoryMode, owner);
        using var parent = SafePath.MakeDirectories(root, Path.GetDirectoryName(path) ?? "/", DirectoryMode, owner);
        using var directory = DirectoryHandle.Open(parent);
        using (var made = directory.TryCreateFile(Encoding.UTF8.GetBytes(Path.GetFileName(path)), FileMode))
        {
            if (made is not null && owner is { } to) FileMetadata.SetOwner(made, to.Uid, to.Gid);
        }

        return SafePath.TryFind(root, path);
    }
}
