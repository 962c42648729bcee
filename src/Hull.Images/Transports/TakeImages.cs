using Hull.Images.Registry;
using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>
/// Brings archived images into the store: layers that are here are not read again, the others are taken in side by side, one a processor;
/// then all images are recorded together.
/// </summary>
internal sealed class TakeImages(ImageStore store, ImageIngest ingest, IFileSource source, Action<TransferEvent>? watcher)
{
    private readonly Dictionary<string, StagedLayer> _taken = [];

    public async Task<IReadOnlyList<LoadedImage>> TakeAsync(IReadOnlyList<ArchivedImage> images, CancellationToken cancellationToken)
    {
        watcher?.Invoke(new TransferEvent(TransferEventKind.Found));
        foreach (var image in images) await AddAsync(image, cancellationToken).ConfigureAwait(false);
        watcher?.Invoke(new TransferEvent(TransferEventKind.Manifest));
        return [.. ingest.Commit().Zip(images, (record, image) => new LoadedImage { Image = record, Names = image.Names })];
    }

    private async Task AddAsync(ArchivedImage image, CancellationToken cancellationToken)
    {
        var configDigest = image.Manifest?.Manifest!.Config.Digest ?? Digest.Of(image.ConfigBytes);
        // A composed manifest says nothing that the image does not have already; a real one is recorded beside the others.
        if (image.Manifest is null && store.Find(configDigest.ToString()) is { } here)
        {
            ingest.AddNames(here, image.Names);
            return;
        }
        var layers = await LayersAsync(image, cancellationToken).ConfigureAwait(false);
        watcher?.Invoke(new TransferEvent(TransferEventKind.Config, configDigest, image.ConfigBytes.Length));
        var manifest = image.Manifest ?? ComposeManifest.Docker(configDigest, image.ConfigBytes.Length, layers);
        ingest.Add(new NewImage { Manifest = manifest, Config = image.ConfigBytes, Layers = layers, Names = image.Names }, cancellationToken);
    }

    private async Task<IReadOnlyList<StagedLayer>> LayersAsync(ArchivedImage image, CancellationToken cancellationToken)
    {
        var missing = new Dictionary<string, (ArchivedLayer Layer, Digest DiffId)>();
        for (var i = 0; i < image.Layers.Count; i++)
        {
            var (layer, diffId) = (image.Layers[i], image.Config.RootFs.DiffIds[i]);
            if (_taken.ContainsKey(layer.File)) continue;
            if ((layer.Blob is { } blob ? ingest.Reuse(blob) : ingest.ReuseByDiffId(diffId)) is { } here)
            {
                _taken[layer.File] = here;
                watcher?.Invoke(new TransferEvent(TransferEventKind.BlobSkipped, layer.Blob ?? diffId));
            }
            else
            {
                missing.TryAdd(layer.File, (layer, diffId));
            }
        }
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        var gate = new Lock();
        await Parallel.ForEachAsync(missing.Values, options, async (item, token) =>
        {
            var staged = await TakeAsync(item.Layer, item.DiffId, token).ConfigureAwait(false);
            lock (gate) _taken[item.Layer.File] = staged;
        }).ConfigureAwait(false);
        return [.. image.Layers.Select(layer => _taken[layer.File])];
    }

    private async Task<StagedLayer> TakeAsync(ArchivedLayer layer, Digest diffId, CancellationToken cancellationToken)
    {
        using var file = source.Open(layer.File);
        var blob = new LayerBlob
        {
            What = $"{source.What}: {OneLine.Of(layer.File)}",
            Digest = layer.Blob,
            Size = layer.Size ?? file.Length,
            DiffAlgorithm = diffId.Algorithm,
        };
        var told = layer.Blob ?? diffId;
        watcher?.Invoke(new TransferEvent(TransferEventKind.BlobBegins, told, blob.Size ?? 0));
        var staged = await ingest.AddLayerAsync(blob, file.Content, cancellationToken).ConfigureAwait(false);
        if (staged.DiffId != diffId) throw FileSources.Corrupt(source, layer.File, $"it unpacks to {staged.DiffId}, the image's configuration says {diffId}");
        watcher?.Invoke(new TransferEvent(TransferEventKind.BlobEnds, told));
        return staged;
    }
}
