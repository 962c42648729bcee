using Hull.Core;
using Hull.Images.Store;
using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>Writes images out of the store, as archive or directory (`save`). What a failed save had begun is taken away again.</summary>
public sealed class SaveImages
{
    private const int BufferSize = 64 * 1024;

    private readonly ImageStore _store;

    /// <summary>Saves from a store.</summary>
    public SaveImages(ImageStore store) => _store = store;

    /// <summary>Where it goes, as a transport's reference, where this is a push; null where it is a save.</summary>
    public string? PushedTo { get; init; }

    /// <summary>Writes one or, as docker-archive, several images to a path.</summary>
    /// <param name="images">The images and their names.</param>
    /// <param name="format">The format.</param>
    /// <param name="path">A file that is replaced, or a directory that does not exist or is empty.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="EngineException">InvalidArgument: several images in a format for one; Conflict: the directory is not empty; Corrupt: a blob in the store is damaged.</exception>
    public async Task ToPathAsync(IReadOnlyList<SavedImage> images, SaveFormat format, string path, CancellationToken cancellationToken)
    {
        Check(images, format);
        using var target = format is SaveFormat.DockerArchive or SaveFormat.OciArchive ? SaveTarget.File(path) : SaveTarget.Directory(path);
        try
        {
            if (target.Stream is { } stream) await WriteAsync(images, format, new BufferedStream(stream, BufferSize), cancellationToken).ConfigureAwait(false);
            else await ToDirectoryAsync(images[0], format, path, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw StoreErrors.Translate(e, $"save to {OneLine.Of(path)}");
        }
        target.Keep();
        Tell(images, path);
    }

    /// <summary>Writes an archive to a stream, such as standard output.</summary>
    /// <param name="images">The images and their names.</param>
    /// <param name="format">One of the two archive formats.</param>
    /// <param name="output">Written from its position; stays open.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="EngineException">As <see cref="ToPathAsync"/>.</exception>
    public async Task ToStreamAsync(IReadOnlyList<SavedImage> images, SaveFormat format, Stream output, CancellationToken cancellationToken)
    {
        await WriteAsync(images, format, output, cancellationToken).ConfigureAwait(false);
        Tell(images, "/dev/stdout");
    }

    private async Task WriteAsync(IReadOnlyList<SavedImage> images, SaveFormat format, Stream output, CancellationToken cancellationToken)
    {
        Check(images, format);
        if (format is not (SaveFormat.DockerArchive or SaveFormat.OciArchive))
            throw new EngineException(ErrorKind.InvalidArgument, $"{format} is a directory and cannot be written to a stream", "name a path with --output");
        var stored = images.Select(image => new StoredImage(_store, image)).ToList();
        var tar = new UstarWriter(output);
        if (format == SaveFormat.DockerArchive) await new WriteDockerArchive(tar).WriteAsync(stored, cancellationToken).ConfigureAwait(false);
        else await new WriteOciLayout(new ArchiveTarget(tar)).WriteAsync(stored[0], cancellationToken).ConfigureAwait(false);
        tar.Finish();
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Tell(IReadOnlyList<SavedImage> images, string path)
    {
        foreach (var image in images) _store.Tell(PushedTo is null ? ImageChangeKind.Saved : ImageChangeKind.Pushed, image.Image.Id, PushedTo ?? path);
    }

    private Task ToDirectoryAsync(SavedImage image, SaveFormat format, string path, CancellationToken cancellationToken)
    {
        var stored = new StoredImage(_store, image);
        var target = new DirectoryTarget(path);
        return format == SaveFormat.OciDirectory
            ? new WriteOciLayout(target).WriteAsync(stored, cancellationToken)
            : WriteImageDirectory.WriteAsync(target, stored, cancellationToken);
    }

    private static void Check(IReadOnlyList<SavedImage> images, SaveFormat format)
    {
        if (images.Count == 0) throw new EngineException(ErrorKind.InvalidArgument, "no image specified for saving images");
        if (images.Count > 1 && format != SaveFormat.DockerArchive)
            throw new EngineException(ErrorKind.InvalidArgument, $"format {format} holds one image, {images.Count} were given", "use --format docker-archive with --multi-image-archive");
    }
}
