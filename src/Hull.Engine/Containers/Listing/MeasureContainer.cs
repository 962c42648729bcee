using System.IO.Enumeration;
using Hull.Core;
using Hull.Engine.Store;
using Hull.Images;

namespace Hull.Engine.Containers.Listing;

/// <summary>Measures how much a container's files take: a walk through its writable layer, for `ps --size` and `inspect --size`.</summary>
public static class MeasureContainer
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>Measures one container.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="record">The container.</param>
    public static ListedSize Of(ContainerEngine engine, ContainerRecord record)
    {
        var writable = WritableLayer(engine.Paths, record.Config.Id);
        return new ListedSize { Rw = writable, RootFs = writable + ImageSize(engine.Images, record.Config.ImageId) };
    }

    private static long WritableLayer(StorePaths paths, string id)
    {
        var upper = paths.Upper(id);
        if (!Directory.Exists(upper)) return 0;
        var sizes = new FileSystemEnumerable<long>(upper, static (ref FileSystemEntry entry) => entry.Length, Everything)
        {
            // A link's length is its target's name; a directory's is the file system's affair.
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory && (entry.Attributes & FileAttributes.ReparsePoint) == 0,
            ShouldRecursePredicate = static (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        try
        {
            return sizes.Sum();
        }
        catch (DirectoryNotFoundException)
        {
            // Removed meanwhile.
            return 0;
        }
    }

    private static long ImageSize(ImageStore images, string id)
    {
        try
        {
            return images.Find(id)?.Size ?? 0;
        }
        catch (EngineException)
        {
            // The image was removed by force; its size went with it.
            return 0;
        }
    }
}
