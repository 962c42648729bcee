using Hull.Core;
using Hull.Images.Store;
using Hull.Linux;
using Hull.Oci;

namespace Hull.Images;

/// <summary>
/// One change of the store under way: layers are staged, verified and unpacked in a directory of its own, several at a time if the caller
/// likes; then all images are recorded in one commit. Disposed without a commit it leaves nothing. While it lives, no layer and no blob
/// that it found in the store goes away. <see cref="Reuse"/> and <see cref="AddLayerAsync(LayerBlob, Stream, CancellationToken)"/> may be called by several threads.
/// </summary>
public sealed class ImageIngest : IDisposable
{
    private readonly StagingDirectory _staging;
    private readonly StagedLayers _layers;
    private readonly PlaceLayers _place;
    private readonly Lock _gate = new();
    private readonly List<IngestEntry> _entries = [];
    private int _counter;

    internal ImageIngest(ImageStore store)
    {
        Store = store;
        _staging = StagingDirectory.Create(store.Layout);
        _layers = new StagedLayers(store.Layout);
        _place = new PlaceLayers(store, _layers, NextPath);
        StoreLog.IngestBegun(store.Logger, _staging.Path);
    }

    /// <summary>The store.</summary>
    public ImageStore Store { get; }

    /// <summary>A private directory that lives as long as the ingest, for what must be spooled first.</summary>
    internal string Directory => _staging.Path;

    /// <summary>A layer that the store has already, by its blob's digest: nothing needs to be fetched.</summary>
    /// <returns>The layer, or null when the blob is not here.</returns>
    public StagedLayer? Reuse(Digest blob) => Locked(() => BlobRows.ByDigest(Store.Database, blob));

    /// <summary>A layer that the store has already, by its diff-ID, whatever the compression of its blob: for manifests composed here.</summary>
    /// <returns>The layer, or null when no such blob is here.</returns>
    public StagedLayer? ReuseByDiffId(Digest diffId) => Locked(() => BlobRows.ByDiffId(Store.Database, diffId));

    /// <summary>Takes a layer's blob in, in one pass: written, hashed, decompressed, hashed again and unpacked while it arrives, with bounded memory.</summary>
    /// <param name="blob">What is known of it.</param>
    /// <param name="content">The blob, read to its end; not disposed.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="EngineException">Corrupt: digest, size, compression or tar; Unsupported: xz or bzip2; ResourceExhausted: the disk is full or a cap is hit.</exception>
    public async Task<StagedLayer> AddLayerAsync(LayerBlob blob, Stream content, CancellationToken cancellationToken)
    {
        var blobPath = NextPath("blob");
        try
        {
            return await AddLayerAsync(blob, blobPath, content, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Room for another attempt.
            DeleteTree.Delete(blobPath);
            throw;
        }
    }

    /// <summary>As <see cref="AddLayerAsync(LayerBlob, Stream, CancellationToken)"/>, with the blob in a file of the caller's on the same file system, which keeps what came when it fails, and is moved away by the commit.</summary>
    internal async Task<StagedLayer> AddLayerAsync(LayerBlob blob, string blobPath, Stream content, CancellationToken cancellationToken)
    {
        var treePath = NextPath("tree");
        TakenLayer taken;
        try
        {
            taken = await new LayerIntake(blob, blobPath, treePath, Store.Settings).RunAsync(content, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            DeleteTree.Delete(treePath);
            throw;
        }
        var layer = new StagedLayer
        {
            Blob = taken.Blob,
            BlobSize = taken.BlobSize,
            Compression = taken.Compression,
            DiffId = taken.DiffId!.Value,
            Size = taken.Size,
        };
        Locked(() => _layers.Add(layer, blobPath, taken.Tree));
        StoreLog.LayerStaged(Store.Logger, blob.What, layer.Blob, layer.DiffId, layer.Size);
        return layer;
    }

    /// <summary>Adds an image to what <see cref="Commit"/> records: checks it against its layers and fits their trees to one another.</summary>
    /// <param name="image">The image; its layers come from this ingest.</param>
    /// <param name="cancellationToken">Stops an unpacking that is needed when a stored layer gets other parents.</param>
    /// <exception cref="EngineException">Corrupt: the layers' diff-IDs or the configuration's digest are not what manifest and configuration say; Unsupported: more layers than overlay can stack.</exception>
    public void Add(NewImage image, CancellationToken cancellationToken) => Locked(() =>
    {
        var config = VerifyImage.Check(image);
        var layers = StoreErrors.Guard($"image {image.Manifest.Digest}", () => _place.Place(image.Layers, cancellationToken));
        var prepared = new PreparedImage { Image = image, Config = config, Layers = layers };
        _entries.Add(new IngestEntry(prepared.Id, prepared, image.Names));
    });

    /// <summary>Adds an image that the store has already: it only gets names.</summary>
    /// <param name="image">The image.</param>
    /// <param name="names">The names; each is taken from the image that had it.</param>
    public void AddNames(ImageRecord image, IReadOnlyList<ImageReference> names) => Locked(() => _entries.Add(new IngestEntry(image.Id, null, names)));

    /// <summary>Syncs once, renames all into place and records all images in one transaction.</summary>
    /// <returns>The images added, in order.</returns>
    /// <exception cref="EngineException">ResourceExhausted: the disk is full; nothing is recorded then.</exception>
    public IReadOnlyList<ImageRecord> Commit()
    {
        return Locked(() => StoreErrors.Guard($"record images in {Store.Root}", () => new PublishImages(Store, _staging, _layers).Publish(_entries)));
    }

    /// <inheritdoc/>
    public void Dispose() => StoreErrors.Guard($"clear {_staging.Path}", _staging.Dispose);

    private string NextPath(string kind) => _staging.Combine(kind + Interlocked.Increment(ref _counter).ToString(System.Globalization.CultureInfo.InvariantCulture));

    private void Locked(Action action)
    {
        lock (_gate) action();
    }

    // The database is for one thread at a time.
    private T Locked<T>(Func<T> action)
    {
        lock (_gate) return action();
    }
}
