using System.Collections.Concurrent;
using Hull.Core;
using Hull.Images.Store;
using Hull.Images.Transports;
using Hull.Oci;

namespace Hull.Images.Registry;

/// <summary>
/// Sends an image from the store to a registry: its very blobs where nothing else is asked, those that the registry has already left out,
/// those that another repository of it has mounted from there. The manifest comes last: until it is there, nothing names the blobs.
/// </summary>
public sealed class PushImage
{
    private readonly ImageStore _store;
    private readonly RegistryAccess _access;

    /// <summary>Pushes from a store.</summary>
    public PushImage(ImageStore store, RegistryAccess access) => (_store, _access) = (store, access);

    /// <summary>Pushes an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="destination">Under which name, by tag or by digest.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The digest of the manifest that was pushed.</returns>
    /// <exception cref="EngineException">Unauthorized, Network; Corrupt: a blob is damaged in the store; InvalidArgument: the manifest has not the digest of the name.</exception>
    public Task<Digest> RunAsync(ImageRecord image, ImageReference destination, PushOptions options, CancellationToken cancellationToken) =>
        StoreErrors.GuardAsync($"push {destination}", async () =>
        {
            using var client = new RegistryClient(destination, _access, _store.Logger);
            var stored = new StoredImage(_store, new SavedImage { Image = image, Names = [] });
            var upload = new UploadBlob(client, KnownRepositories(client.Endpoint), options.Watcher ?? (static _ => { }));
            var layers = await LayersAsync(stored, upload, options, cancellationToken).ConfigureAwait(false);
            await upload.SendConfigAsync(stored.ConfigDigest, image.ConfigBytes, cancellationToken).ConfigureAwait(false);
            var manifest = ManifestFor(stored, layers, options);
            if (destination.Digest is { } named && named != manifest.Digest)
                throw new EngineException(ErrorKind.InvalidArgument, $"push {destination}: the manifest's digest is {manifest.Digest}", "push by a tag");
            options.Watcher?.Invoke(new TransferEvent(TransferEventKind.Manifest));
            await upload.PutManifestAsync(manifest, destination.Tag ?? manifest.Digest.ToString(), cancellationToken).ConfigureAwait(false);
            return manifest.Digest;
        });

    private async Task<IReadOnlyList<StagedLayer>> LayersAsync(StoredImage stored, UploadBlob upload, PushOptions options, CancellationToken cancellationToken)
    {
        var sent = new ConcurrentDictionary<Digest, StagedLayer>();
        var made = new ConcurrentBag<StagedLayer>();
        var forms = new CompressedForms(_store.Database);
        LayerCompression Wanted(StagedLayer layer) => options.Compression ?? (layer.Compression == LayerCompression.None ? LayerCompression.Gzip : layer.Compression);
        // Before the work is shared out: the database serves one thread at a time.
        var known = stored.Layers.DistinctBy(layer => layer.Blob).Where(layer => Wanted(layer) != layer.Compression)
            .ToDictionary(layer => layer.Blob, layer => forms.Find(layer, Wanted(layer), options.CompressionLevel));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _access.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(stored.Layers.DistinctBy(layer => layer.Blob).OrderByDescending(layer => layer.BlobSize), parallel, async (layer, token) =>
        {
            if (Wanted(layer) == layer.Compression) sent[layer.Blob] = await upload.SendLayerAsync(stored, layer, token).ConfigureAwait(false);
            else if (known[layer.Blob] is { } form && await upload.HasAsync(form, token).ConfigureAwait(false)) sent[layer.Blob] = form;
            else made.Add(sent[layer.Blob] = await upload.SendCompressedAsync(stored, layer, Wanted(layer), options.CompressionLevel, token).ConfigureAwait(false));
        }).ConfigureAwait(false);
        forms.Keep(made, options.CompressionLevel);
        return [.. stored.Layers.Select(layer => sent[layer.Blob])];
    }

    private static ManifestDocument ManifestFor(StoredImage stored, IReadOnlyList<StagedLayer> layers, PushOptions options)
    {
        var type = options.ManifestType ?? stored.Manifest.MediaType;
        var zstd = layers.Any(layer => layer.Compression == LayerCompression.Zstd);
        // Docker's schema 2 has no zstd, so the family changes where nobody insists.
        if (zstd && type == MediaTypes.DockerManifest)
        {
            if (options.ManifestType is not null) throw new EngineException(ErrorKind.InvalidArgument, "--compression-format zstd cannot be used with --format v2s2", "use --format oci");
            type = MediaTypes.OciManifest;
        }
        var unchanged = layers.SequenceEqual(stored.Layers);
        if (unchanged && type == stored.Manifest.MediaType) return stored.Manifest;
        if (unchanged && type == MediaTypes.OciManifest) return stored.OciManifest;
        return type == MediaTypes.OciManifest
            ? ComposeManifest.Oci(stored.ConfigDigest, stored.Record.ConfigBytes.Length, layers)
            : ComposeManifest.Docker(stored.ConfigDigest, stored.Record.ConfigBytes.Length, layers);
    }

    // Repositories of the same registry that images here are named in: a blob of theirs can be mounted from there. Looked up when the
    // first blob is missing there.
    private Func<Digest, IReadOnlyList<string>> KnownRepositories(RegistryEndpoint endpoint)
    {
        var known = new Lazy<ILookup<Digest, string>>(() => (
            from image in _store.List()
            let paths = image.Names.Where(name => name.Domain == endpoint.Domain && name.Path != endpoint.Path).Select(name => name.Path).Distinct().ToList()
            where paths.Count > 0
            from layer in _store.Manifest(image).Manifest!.Layers
            from path in paths
            select (layer.Digest, path)).ToLookup(pair => pair.Digest, pair => pair.path));
        return blob => [.. known.Value[blob].Distinct()];
    }
}
