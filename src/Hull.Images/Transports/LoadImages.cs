using Hull.Core;
using Hull.Images.Registry;
using Hull.Images.Store;
using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>
/// Brings images from archives and directories into the store (`load`, and `pull` by a path transport). All images of an archive are recorded
/// together or none; of a failed load nothing stays.
/// </summary>
public sealed class LoadImages
{
    private const string StandardInput = "standard input";

    private readonly ImageStore _store;

    /// <summary>Loads into a store.</summary>
    public LoadImages(ImageStore store) => _store = store;

    /// <summary>Loads what lies at a path, finding out by itself what it is: docker-archive, oci-archive, OCI layout or dir:; archives plain or compressed.</summary>
    /// <param name="path">A file, named pipe or directory.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <returns>The images, in the archive's order.</returns>
    /// <exception cref="EngineException">NotFound; Corrupt, with path and entry; Unsupported: none of the formats, or one of old times.</exception>
    public Task<IReadOnlyList<LoadedImage>> FromPathAsync(string path, CancellationToken cancellationToken) => StoreErrors.GuardAsync(OneLine.Of(path), async () =>
    {
        using var ingest = _store.BeginIngest();
        using var source = await OpenArchive.AtAsync(path, Spool(ingest), cancellationToken).ConfigureAwait(false);
        return Told(path, await TakeAsync(ingest, source, Detect(source), null, cancellationToken).ConfigureAwait(false));
    });

    /// <summary>Loads an archive from a stream, such as standard input.</summary>
    /// <param name="stream">Read to its end, not disposed; need not be seekable.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <returns>As <see cref="FromPathAsync"/>.</returns>
    /// <exception cref="EngineException">As <see cref="FromPathAsync"/>.</exception>
    public Task<IReadOnlyList<LoadedImage>> FromStreamAsync(Stream stream, CancellationToken cancellationToken) => StoreErrors.GuardAsync(StandardInput, async () =>
    {
        using var ingest = _store.BeginIngest();
        using var source = await OpenArchive.SpoolAsync(stream, StandardInput, Spool(ingest), cancellationToken).ConfigureAwait(false);
        return Told("/dev/stdin", await TakeAsync(ingest, source, Detect(source), null, cancellationToken).ConfigureAwait(false));
    });

    /// <summary>Loads from a path with its transport spelt out: docker-archive:, oci-archive:, oci: or dir:, with an image selected if one is named.</summary>
    /// <param name="reference">One of the four path transports.</param>
    /// <param name="watcher">Told of each step, by several threads; may be null.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <returns>As <see cref="FromPathAsync"/>.</returns>
    /// <exception cref="EngineException">As <see cref="FromPathAsync"/>; InvalidArgument: another transport.</exception>
    public Task<IReadOnlyList<LoadedImage>> FromAsync(TransportReference reference, Action<TransferEvent>? watcher, CancellationToken cancellationToken) => StoreErrors.GuardAsync(reference.ToString(), async () =>
    {
        if (reference.Transport is Transport.Registry or Transport.Storage)
            throw new EngineException(ErrorKind.InvalidArgument, $"{reference}: no path to load from");
        using var ingest = _store.BeginIngest();
        using var source = await OpenArchive.AtAsync(reference.Path, Spool(ingest), cancellationToken).ConfigureAwait(false);
        var isDirectory = source is DirectoryFiles;
        if (isDirectory != reference.Transport is Transport.OciLayout or Transport.Directory)
            throw new EngineException(ErrorKind.InvalidArgument, $"{reference}: {reference.Path} is {(isDirectory ? "a directory" : "no directory")}");
        return await TakeAsync(ingest, source, reference.Transport, reference.Name, cancellationToken, watcher).ConfigureAwait(false);
    });

    private static string Spool(ImageIngest ingest) => Path.Combine(ingest.Directory, "spool");

    private static Transport Detect(IFileSource source)
    {
        // Newer docker save archives are OCI layouts too; their manifest.json names all images in full.
        if (source is ArchiveFiles && source.Has(ReadDockerArchive.ManifestFile)) return Transport.DockerArchive;
        if (source.Has(ReadOciLayout.IndexFile) && source.Has(ReadOciLayout.LayoutFile)) return source is ArchiveFiles ? Transport.OciArchive : Transport.OciLayout;
        if (source is DirectoryFiles && source.Has(ReadImageDirectory.ManifestFile)) return Transport.Directory;
        if (source.Has(ReadDockerArchive.RepositoriesFile))
        {
            throw new EngineException(
                ErrorKind.Unsupported, $"{source.What}: a docker save archive from before Docker 1.10, without manifest.json", "save it again with a newer docker");
        }
        throw new EngineException(
            ErrorKind.Unsupported,
            $"{source.What}: payload does not match any of the supported image formats (docker-archive, oci-archive, oci, dir)",
            "a tar of a root file system is brought in with `hull import`");
    }

    private IReadOnlyList<LoadedImage> Told(string from, IReadOnlyList<LoadedImage> loaded)
    {
        foreach (var image in loaded) _store.Tell(ImageChangeKind.Loaded, image.Image.Id, from);
        return loaded;
    }

    private async Task<IReadOnlyList<LoadedImage>> TakeAsync(
        ImageIngest ingest, IFileSource source, Transport transport, string? selector, CancellationToken cancellationToken,
        Action<TransferEvent>? watcher = null)
    {
        var images = transport switch
        {
            Transport.DockerArchive => new ReadDockerArchive(source).Read(selector),
            Transport.Directory => new ReadImageDirectory(source).Read(),
            _ => new ReadOciLayout(source).Read(selector),
        };
        return await new TakeImages(_store, ingest, source, watcher).TakeAsync(images, cancellationToken).ConfigureAwait(false);
    }
}
