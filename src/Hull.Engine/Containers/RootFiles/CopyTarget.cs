using Hull.Core;
using Hull.Linux;
using Hull.Linux.Copying;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>Where a copy comes to lie: a directory that is there, and the name in it.</summary>
internal sealed class CopyTarget : IDisposable
{
    private readonly SafeFileHandle _directory;

    private CopyTarget(CopyPlace place, SafeFileHandle directory, RawPath path, byte[] name)
    {
        Place = place;
        _directory = directory;
        Path = path;
        Name = name;
    }

    /// <summary>The tree.</summary>
    public CopyPlace Place { get; }

    /// <summary>The directory's path.</summary>
    public RawPath Path { get; }

    /// <summary>The name of what is copied; empty for a directory's content.</summary>
    public byte[] Name { get; }

    /// <summary>Decides by podman-cp(1)'s rules.</summary>
    /// <param name="place">The destination as typed.</param>
    /// <param name="isDirectory">Whether a directory is copied.</param>
    /// <param name="sourceName">What it is called there; empty where only its content is meant.</param>
    /// <exception cref="EngineException">NotFound, InvalidArgument: in Podman's words.</exception>
    public static CopyTarget Choose(CopyPlace place, bool isDirectory, byte[] sourceName)
    {
        var found = place.TryFind();
        var type = found is null ? FileType.Unknown : SafePath.Status(found).Type;
        if (found is not null && type == FileType.Directory) return new CopyTarget(place, found, RawPath.Of(place.Path.TrimEnd('/')), sourceName);
        found?.Dispose();
        if (found is null && place.WantsDirectory) throw place.NotFound();
        if (found is not null && isDirectory)
            throw new EngineException(ErrorKind.InvalidArgument, "destination must be a directory when copying a directory");
        if (found is not null && place.WantsDirectory)
            throw new EngineException(ErrorKind.InvalidArgument, $"\"{place.Typed}\" on {place.Name}: exists but is not a directory");
        if (found is not null && place.Root is null && type != FileType.Regular)
            throw new EngineException(ErrorKind.InvalidArgument, $"invalid destination: \"{place.Typed}\" must be a directory or a regular file");
        var (directory, path, name) = place.Resolve();
        return new CopyTarget(place, directory, path, name);
    }

    /// <summary>The directory that an archive is unpacked into.</summary>
    /// <param name="place">The destination as typed.</param>
    /// <exception cref="EngineException">InvalidArgument: it is no directory.</exception>
    public static CopyTarget ForArchive(CopyPlace place)
    {
        var found = place.TryFind();
        if (found is not null && SafePath.Status(found).Type == FileType.Directory) return new CopyTarget(place, found, RawPath.Of(place.Path.TrimEnd('/')), []);
        found?.Dispose();
        throw new EngineException(ErrorKind.InvalidArgument, "destination must be a directory when copying from stdin");
    }

    /// <summary>The sink that puts entries there.</summary>
    public PlaceEntries Open(PlaceOptions options) => Place.Into(_directory, Path, options);

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();
}
