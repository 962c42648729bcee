using System.Globalization;
using Hull.Core;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.Mounts;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Containers;

/// <summary>Places in a container's bundle at which a start mounts what the runtime then binds, numbered in the order of their use.</summary>
internal sealed class MountPlaces(StorePaths paths, string container)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private int _count;

    /// <summary>A new directory to mount on.</summary>
    public string Directory()
    {
        var place = Next();
        System.IO.Directory.CreateDirectory(place);
        return place;
    }

    /// <summary>A new directory for the upper folder of an overlay and what belongs to it, where it goes at the end of the run.</summary>
    public string Overlay()
    {
        var place = Path.Join(paths.ContainerOverlays(container), (_count++).ToString(CultureInfo.InvariantCulture));
        System.IO.Directory.CreateDirectory(place, OwnerOnly);
        return place;
    }

    /// <summary>
    /// Holds a path below a directory still: what is found there is bound to a place of the bundle, so that nobody who changes the links on
    /// the way between now and the runtime's bind can lead it out.
    /// </summary>
    /// <param name="directory">The directory, which is the root of the path.</param>
    /// <param name="path">The path inside.</param>
    /// <param name="what">What the directory is, for messages.</param>
    /// <returns>The place.</returns>
    /// <exception cref="EngineException">NotFound: there is no such path.</exception>
    public string Below(string directory, string path, string what)
    {
        using var root = SafePath.OpenRoot(directory);
        using var found = SafePath.TryFind(root, path)
            ?? throw new EngineException(ErrorKind.NotFound, $"subpath {path} of {what}: no such file or directory", "make it first");
        return Bind(found);
    }

    /// <summary>Binds what was found to a place.</summary>
    public string Bind(SafeFileHandle found)
    {
        using var mount = DetachedMount.CloneOf(found, recursive: true);
        return Attach(mount, SafePath.Status(found).Type);
    }

    /// <summary>Attaches a mount to a place of its sort.</summary>
    public string Attach(DetachedMount mount, FileType type)
    {
        var place = Next();
        if (type == FileType.Directory) System.IO.Directory.CreateDirectory(place);
        else File.WriteAllBytes(place, []);
        mount.Attach(place);
        return place;
    }

    private string Next()
    {
        var top = paths.ContainerMounts(container);
        if (_count == 0 || !System.IO.Directory.Exists(top)) System.IO.Directory.CreateDirectory(top, OwnerOnly);
        return Path.Join(top, (_count++).ToString(CultureInfo.InvariantCulture));
    }
}
