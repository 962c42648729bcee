using Hull.Core;
using Hull.Images.Store;
using Hull.Oci;

namespace Hull.Images.Registry;

/// <summary>Fetches what is missing of one image: configuration, then layers side by side.</summary>
/// <param name="client">The registry.</param>
/// <param name="ingest">Where the layers go.</param>
/// <param name="held">The blobs that were taken: to be let go of when the image is recorded, or not.</param>
/// <param name="watch">Told of each step.</param>
internal sealed class FetchImage(RegistryClient client, ImageIngest ingest, List<PartialBlob> held, Action<TransferEvent> watch)
{
    public async Task<NewImage> RunAsync(RemoteImage image, ImageReference name, CancellationToken cancellationToken)
    {
        var manifest = image.Manifest.Manifest!;
        var what = $"image {name}";
        Check(manifest, what);
        watch(new TransferEvent(TransferEventKind.Config, manifest.Config.Digest, manifest.Config.Size));
        var configBytes = await client.DocumentBlobAsync(manifest.Config, cancellationToken).ConfigureAwait(false);
        var config = ImageConfig.Parse(configBytes.Span, $"configuration of {name}");
        VerifyImage.CheckCount(manifest, config, what);
        var layers = await LayersAsync(manifest.Layers, config.RootFs.DiffIds, cancellationToken).ConfigureAwait(false);
        return new NewImage { Manifest = image.Manifest, Config = configBytes, Layers = layers, Indexes = image.Indexes, Names = [name] };
    }

    private static void Check(Manifest manifest, string what)
    {
        VerifyImage.CheckTypes(manifest, what);
        foreach (var layer in manifest.Layers)
        {
            // Their addresses are anybody's: nothing is fetched from there.
            if (layer.Urls is { Count: > 0 })
                throw new EngineException(ErrorKind.Unsupported, $"{what}: layer {layer.Digest} is a foreign one, kept at {OneLine.Of(layer.Urls[0], 200)}: it is not fetched from there");
        }
    }

    private async Task<IReadOnlyList<StagedLayer>> LayersAsync(IReadOnlyList<Descriptor> layers, IReadOnlyList<Digest> diffIds, CancellationToken cancellationToken)
    {
        var taken = new Dictionary<Digest, StagedLayer>();
        var missing = new List<(Descriptor Layer, Digest DiffId, PartialBlob Partial)>();
        // In the order of their digests, so that two pulls of overlapping images never wait for each other.
        foreach (var (layer, diffId) in layers.Zip(diffIds).DistinctBy(pair => pair.First.Digest).OrderBy(pair => pair.First.Digest.ToString(), StringComparer.Ordinal))
        {
            var here = ingest.Reuse(layer.Digest);
            if (here is null)
            {
                var partial = await PartialBlob.TakeAsync(ingest.Store.Layout, layer.Digest, () => watch(Event(TransferEventKind.BlobWaits, layer)), cancellationToken).ConfigureAwait(false);
                held.Add(partial);
                // Whoever had it before may have brought it here.
                here = ingest.Reuse(layer.Digest);
                if (here is null) missing.Add((layer, diffId, partial));
            }
            if (here is null) continue;
            taken[layer.Digest] = here;
            watch(Event(TransferEventKind.BlobSkipped, layer));
        }
        var gate = new Lock();
        // The largest first: the last to come is then no long one.
        var options = new ParallelOptions { MaxDegreeOfParallelism = client.Access.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(missing.OrderByDescending(item => item.Layer.Size), options, async (item, token) =>
        {
            var staged = await FetchAsync(item.Layer, item.DiffId, item.Partial, token).ConfigureAwait(false);
            lock (gate) taken[item.Layer.Digest] = staged;
        }).ConfigureAwait(false);
        return [.. layers.Select(layer => taken[layer.Digest])];
    }

    private async Task<StagedLayer> FetchAsync(Descriptor layer, Digest diffId, PartialBlob partial, CancellationToken cancellationToken)
    {
        watch(Event(TransferEventKind.BlobBegins, layer));
        var present = partial.Length;
        StagedLayer staged;
        try
        {
            staged = await FetchOnceAsync(layer, diffId, partial, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.Corrupt)
        {
            partial.Reset();
            // What an earlier pull had left may have been damaged, by a power cut say: once more, from the first byte.
            if (present == 0) throw;
            RegistryLog.Blob(client.Log, layer.Digest, "what was kept of it is damaged: fetched anew");
            staged = await FetchOnceAsync(layer, diffId, partial, cancellationToken).ConfigureAwait(false);
        }
        watch(Event(TransferEventKind.BlobEnds, layer));
        return staged;
    }

    private async Task<StagedLayer> FetchOnceAsync(Descriptor layer, Digest diffId, PartialBlob partial, CancellationToken cancellationToken)
    {
        // An empty file is what a kill before the first byte leaves.
        if (partial.Length == 0 || partial.Length > layer.Size) partial.Reset();
        var present = partial.Length;
        var what = $"layer {layer.Digest} of {client.Endpoint.Repository}";
        if (present > 0) watch(new TransferEvent(TransferEventKind.BlobMoves, layer.Digest, present));
        using var download = new WatchedStream(new BlobDownload(client, layer, present), count => watch(new TransferEvent(TransferEventKind.BlobMoves, layer.Digest, count)));
        using Stream content = present == 0
            ? download
            : new ConcatenatedStream(new FileStream(partial.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0), download);
        var blob = new LayerBlob { What = what, Digest = layer.Digest, Size = layer.Size, DiffAlgorithm = diffId.Algorithm, Present = present };
        var staged = await ingest.AddLayerAsync(blob, partial.Path, content, cancellationToken).ConfigureAwait(false);
        if (staged.DiffId != diffId) throw new EngineException(ErrorKind.Corrupt, $"{what}: it unpacks to {staged.DiffId}, the image's configuration says {diffId}");
        return staged;
    }

    private static TransferEvent Event(TransferEventKind kind, Descriptor layer) => new(kind, layer.Digest, layer.Size);
}
