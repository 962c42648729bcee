using Microsoft.Data.Sqlite;

namespace Hull.Images.Store;

/// <summary>The rows of one image; inside the transaction that publishes its layers and blobs.</summary>
internal static class RecordImage
{
    public static void Insert(SqliteConnection connection, PreparedImage image, DateTimeOffset now)
    {
        var manifest = image.Image.Manifest;
        if (connection.Text("SELECT id FROM images WHERE id=@0", image.Id) is null)
        {
            connection.Run(
                "INSERT INTO images(id, digest, config, size, arrived, names_history) VALUES(@0, @1, @2, @3, @4, '[]')",
                image.Id,
                manifest.Digest.ToString(),
                image.Image.Config.ToArray(),
                image.Layers.Sum(layer => layer.Layer.Size) + image.Image.Config.Length + manifest.Raw.Length,
                now.ToUnixTimeMilliseconds());
            InsertLayers(connection, image);
        }
        if (connection.Text("SELECT digest FROM manifests WHERE digest=@0", manifest.Digest.ToString()) is null) InsertManifest(connection, image);
        foreach (var index in image.Image.Indexes)
        {
            // One index leads to an image for each platform; the one that came last is meant by its digest.
            connection.Run(
                "INSERT OR REPLACE INTO manifests(digest, image_id, media_type, raw) VALUES(@0, @1, @2, @3)",
                index.Digest.ToString(), image.Id, index.MediaType, index.Raw.ToArray());
        }
        connection.Run("UPDATE images SET digest=@1 WHERE id=@0", image.Id, manifest.Digest.ToString());
    }

    private static void InsertLayers(SqliteConnection connection, PreparedImage image)
    {
        for (var i = 0; i < image.Layers.Count; i++)
        {
            connection.Run(
                "INSERT INTO image_layers(image_id, position, layer, diff_id) VALUES(@0, @1, @2, @3)",
                image.Id,
                i,
                image.Layers[i].Key,
                image.Layers[i].DiffId.ToString());
        }
    }

    private static void InsertManifest(SqliteConnection connection, PreparedImage image)
    {
        var manifest = image.Image.Manifest;
        connection.Run(
            "INSERT INTO manifests(digest, image_id, media_type, raw) VALUES(@0, @1, @2, @3)",
            manifest.Digest.ToString(),
            image.Id,
            manifest.MediaType,
            manifest.Raw.ToArray());
        for (var i = 0; i < image.Image.Layers.Count; i++)
        {
            connection.Run(
                "INSERT INTO manifest_blobs(manifest, position, blob) VALUES(@0, @1, @2)", manifest.Digest.ToString(), i, image.Image.Layers[i].Blob.ToString());
        }
    }
}
