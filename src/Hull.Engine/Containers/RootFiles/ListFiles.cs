using System.Text;
using Hull.Core;
using Hull.Images;
using Hull.Linux;
using Hull.Linux.Files;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>Lists directories of containers and images. Links are followed inside the root; nothing is mounted where others could see it.</summary>
internal sealed class ListFiles(ContainerStore store, ImageStore images, OpenRootfs rootfs)
{
    /// <summary>A directory of a container: of one that runs as its process sees it.</summary>
    /// <returns>Sorted by name; null where no directory is there.</returns>
    /// <exception cref="EngineException">NotFound: there is no such container.</exception>
    public IReadOnlyList<DirectoryItem>? OfContainer(string nameOrId, string path)
    {
        var record = store.Find(nameOrId);
        using var opened = OpenRootfs.TryRunning(record.State) ?? rootfs.Stopped(record.Config, path, writable: false);
        return List(opened, path);
    }

    /// <summary>A directory of an image.</summary>
    /// <inheritdoc cref="OfContainer"/>
    public IReadOnlyList<DirectoryItem>? OfImage(string nameOrId, string path)
    {
        var image = images.Find(nameOrId) ?? throw new EngineException(ErrorKind.NotFound, $"{nameOrId}: image not known");
        using var opened = rootfs.OfLayers([.. image.Layers.Select(layer => layer.Key)]);
        return List(opened, path);
    }

    private static List<DirectoryItem>? List(OpenedRootfs opened, string path)
    {
        using var found = SafePath.TryFind(opened.Root, path.Length > 0 ? path : "/");
        if (found is null || SafePath.Status(found).Type != FileType.Directory) return null;
        using var directory = DirectoryHandle.Open(found);
        return [.. directory.ReadNames()
            .Select(name => new DirectoryItem(Encoding.UTF8.GetString(name.Bytes), IsDirectory(opened, directory, path, name)))
            .OrderBy(item => item.Name, StringComparer.Ordinal)];
    }

    private static bool IsDirectory(OpenedRootfs opened, DirectoryHandle directory, string path, RawPath name)
    {
        if (directory.TryStatus(name.Bytes) is not { } status) return false;
        if (status.Type != FileType.SymbolicLink) return status.Type == FileType.Directory;
        using var target = SafePath.TryFind(opened.Root, $"{path}/{Encoding.UTF8.GetString(name.Bytes)}");
        return target is not null && SafePath.Status(target).Type == FileType.Directory;
    }
}
