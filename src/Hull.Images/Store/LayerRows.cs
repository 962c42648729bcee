using Hull.Core;
using Hull.Oci;
using Microsoft.Data.Sqlite;

namespace Hull.Images.Store;

/// <summary>Unpacked layers as rows. Rows and trees change only under the store's lock.</summary>
internal static class LayerRows
{
    private const int ShortestLink = 16;
    private const int LongestLink = 26;

    /// <summary>The stored tree that serves a layer over the parents that its chain-ID stands for.</summary>
    public static StoredLayer? Find(SqliteConnection connection, Digest diffId, Digest chain) => connection.Rows(
        reader => new StoredLayer(reader.GetString(0), reader.GetInt64(1) != 0),
        "SELECT key, independent FROM layers WHERE (key=@0 AND independent=1) OR key=@1",
        diffId.Hex,
        chain.Hex).FirstOrDefault();

    /// <summary>The link of a stored layer, or null when there is no such layer.</summary>
    public static string? Link(SqliteConnection connection, string key) => connection.Text("SELECT link FROM layers WHERE key=@0", key);

    /// <summary>A short name for a new layer: the beginning of its key, longer if two keys begin alike.</summary>
    public static string NewLink(SqliteConnection connection, string key, IReadOnlyCollection<string> alsoTaken)
    {
        for (var length = ShortestLink; length <= LongestLink; length++)
        {
            var link = key[..length];
            if (!alsoTaken.Contains(link) && connection.Text("SELECT key FROM layers WHERE link=@0", link) is null) return link;
        }
        throw new EngineException(ErrorKind.Conflict, $"layer {key}: another layer's digest begins with the same {LongestLink} digits");
    }

    public static void Insert(SqliteConnection connection, PlacedLayer layer, string link) => connection.Run(
        "INSERT INTO layers(key, diff_id, independent, link, size) VALUES(@0, @1, @2, @3, @4)",
        layer.Key,
        layer.DiffId.ToString(),
        layer.Independent ? 1 : 0,
        link,
        layer.Layer.Size);
}
