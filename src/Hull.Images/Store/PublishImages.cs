using Hull.Linux;
using Microsoft.Data.Sqlite;

namespace Hull.Images.Store;

/// <summary>
/// The end of an ingest: everything staged is made durable at once, then, under the store's lock, renamed into place and recorded in one
/// transaction. Until the transaction commits, nothing counts; should it fail, or the process die, the staging directory stays as the sign
/// that files without rows lie about.
/// </summary>
internal sealed class PublishImages(ImageStore store, StagingDirectory staging, StagedLayers staged)
{
    private readonly StoreLayout _layout = store.Layout;

    public IReadOnlyList<ImageRecord> Publish(IReadOnlyList<IngestEntry> entries)
    {
        if (entries.Count == 0) return [];
        List<PreparedImage> images = [.. entries.Select(entry => entry.Prepared).OfType<PreparedImage>()];
        if (images.Count > 0) Durability.SyncFileSystem(staging.Path);
        using var storeLock = StagingDirectory.LockStore(_layout);
        try
        {
            var (layers, blobs) = store.Database.Read(connection => (NewLayers(connection, images), NewBlobs(connection, images)));
            foreach (var (layer, link) in layers) PutTree(layer, link);
            foreach (var blob in blobs) PutBlob(blob);
            SyncDirectories(layers.Count > 0, blobs);
            store.Database.Write(
                (connection, _) =>
                {
                    Record(connection, images, layers, blobs);
                    Name(connection, entries);
                },
                durable: true);
        }
        catch
        {
            staging.Abandon();
            throw;
        }
        foreach (var image in images) StoreLog.Recorded(store.Logger, image.Id, image.Image.Manifest.Digest);
        return store.Database.Read(connection => entries.Select(entry => ImageRows.One(connection, entry.Id) ?? throw ImageStore.NotKnown(entry.Id)).ToList());
    }

    private static Dictionary<PlacedLayer, string> NewLayers(SqliteConnection connection, IReadOnlyList<PreparedImage> images)
    {
        var links = new Dictionary<PlacedLayer, string>();
        foreach (var layer in images.SelectMany(image => image.Layers).DistinctBy(layer => layer.Key))
        {
            if (LayerRows.Link(connection, layer.Key) is null) links.Add(layer, LayerRows.NewLink(connection, layer.Key, links.Values));
        }
        return links;
    }

    private static List<StagedLayer> NewBlobs(SqliteConnection connection, IReadOnlyList<PreparedImage> images) =>
    [
        .. images.SelectMany(image => image.Image.Layers).DistinctBy(layer => layer.Blob).Where(layer => !BlobRows.Exists(connection, layer.Blob)),
    ];

    private void PutTree(PlacedLayer layer, string link)
    {
        var target = _layout.Layer(layer.Key);
        // Already there: a removal took its row but left it for us, who had found it in the store.
        if (layer.Tree != _layout.Tree(layer.Key))
        {
            // What lies there without a row was left by a killed process.
            if (Directory.Exists(target)) Directory.Move(target, staging.Combine("orphan-" + layer.Key));
            var wrapped = layer.Tree + ".layer";
            Directory.CreateDirectory(wrapped);
            Directory.Move(layer.Tree, Path.Combine(wrapped, "tree"));
            Directory.Move(wrapped, target);
        }
        File.Delete(_layout.Link(link));
        File.CreateSymbolicLink(_layout.Link(link), StoreLayout.LinkTarget(layer.Key));
        StoreLog.LayerPlaced(store.Logger, target, layer.DiffId);
    }

    private void PutBlob(StagedLayer layer)
    {
        if (staged.Blobs.TryGetValue(layer.Blob, out var blob)) File.Move(blob.Path, _layout.Blob(layer.Blob), overwrite: true);
    }

    // The files themselves are durable by now; this makes their names so before a row claims them.
    private void SyncDirectories(bool layers, List<StagedLayer> blobs)
    {
        foreach (var algorithm in blobs.Select(blob => blob.Blob.Algorithm).Distinct()) Durability.SyncDirectory(_layout.BlobDirectory(algorithm));
        if (!layers) return;
        Durability.SyncDirectory(_layout.Layers);
        Durability.SyncDirectory(_layout.Links);
    }

    private void Record(SqliteConnection connection, IReadOnlyList<PreparedImage> images, Dictionary<PlacedLayer, string> layers, List<StagedLayer> blobs)
    {
        foreach (var (layer, link) in layers) LayerRows.Insert(connection, layer, link);
        foreach (var blob in blobs) BlobRows.Insert(connection, blob);
        foreach (var image in images) RecordImage.Insert(connection, image, store.Settings.Clock.GetUtcNow());
    }

    private void Name(SqliteConnection connection, IReadOnlyList<IngestEntry> entries)
    {
        foreach (var entry in entries)
        {
            store.Require(connection, entry.Id);
            foreach (var name in entry.Names) NameRows.Give(connection, entry.Id, name.ToString());
        }
    }
}
