using Hull.Core;
using Hull.Oci;
using Microsoft.Data.Sqlite;

namespace Hull.Images.Store;

/// <summary>Layer blobs as rows. Rows and files change only under the store's lock.</summary>
internal static class BlobRows
{
    // The plain tar's size is kept with the layers, all of which have a row while a blob has one.
    private const string Select =
        "SELECT b.digest, b.size, b.compression, b.diff_id, (SELECT size FROM layers l WHERE l.diff_id = b.diff_id LIMIT 1) FROM blobs b WHERE ";

    public static StagedLayer? ByDigest(StateDatabase database, Digest digest) => First(database, Select + "b.digest=@0", digest);

    public static StagedLayer? ByDiffId(StateDatabase database, Digest diffId) =>
        First(database, Select + "b.diff_id=@0 ORDER BY b.compression DESC", diffId);

    public static bool Exists(SqliteConnection connection, Digest digest) =>
        connection.Text("SELECT digest FROM blobs WHERE digest=@0", digest.ToString()) is not null;

    public static void Insert(SqliteConnection connection, StagedLayer layer) => connection.Run(
        "INSERT INTO blobs(digest, diff_id, size, compression) VALUES(@0, @1, @2, @3)",
        layer.Blob.ToString(),
        layer.DiffId.ToString(),
        layer.BlobSize,
        (int)layer.Compression);

    private static StagedLayer? First(StateDatabase database, string sql, Digest digest) =>
        database.Read(connection => connection.Rows(Layer, sql, digest.ToString()).FirstOrDefault());

    private static StagedLayer Layer(SqliteDataReader reader) => new()
    {
        Blob = ImageRows.ParseDigest(reader.GetString(0)),
        BlobSize = reader.GetInt64(1),
        Compression = (LayerCompression)reader.GetInt32(2),
        DiffId = ImageRows.ParseDigest(reader.GetString(3)),
        Size = reader.IsDBNull(4) ? 0 : reader.GetInt64(4),
    };
}
