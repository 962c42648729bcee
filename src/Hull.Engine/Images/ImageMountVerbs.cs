using Hull.Core;
using Hull.Images;

namespace Hull.Engine.Images;

/// <summary>Mounting images on the host, read only.</summary>
public sealed class ImageMountVerbs
{
    private readonly MountImage _mounts;
    private readonly ImageStore _images;

    internal ImageMountVerbs(MountImage mounts, ImageStore images) => (_mounts, _images) = (mounts, images);

    /// <summary>Mounts an image, or counts one more who wants it mounted.</summary>
    /// <param name="nameOrId">What a person typed.</param>
    /// <returns>The image and where it is mounted.</returns>
    /// <exception cref="EngineException">NotFound, in Podman's words; or the kernel refuses.</exception>
    public MountedImage Mount(string nameOrId)
    {
        var image = _images.Get(nameOrId);
        return Describe(image, _mounts.ForCaller(image));
    }

    /// <summary>Takes one mount of an image back; the last takes it off.</summary>
    /// <param name="nameOrId">What a person typed.</param>
    /// <param name="force">Whether all are taken back.</param>
    /// <returns>The image's id; null where it was not mounted.</returns>
    /// <exception cref="EngineException">NotFound, in Podman's words.</exception>
    public string? Unmount(string nameOrId, bool force = false)
    {
        var image = _images.Get(nameOrId);
        return _mounts.Release(image.Id, force) ? image.Id : null;
    }

    /// <summary>The images that are mounted, for callers or for containers.</summary>
    public IReadOnlyList<MountedImage> List() =>
        [.. from mounted in _mounts.Mounted() let image = _images.Find(mounted.Id) where image is not null select Describe(image, mounted.Place)];

    private static MountedImage Describe(ImageRecord image, string place) => new()
    {
        Id = image.Id,
        Digests = [.. image.Digests.Select(static digest => digest.ToString())],
        Names = [.. image.Names.Select(static name => name.ToString())],
        Mountpoint = place,
    };
}
