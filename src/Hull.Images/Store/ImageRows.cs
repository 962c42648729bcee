using System.Text.Json;
using Hull.Core;
using Hull.Oci;
using Microsoft.Data.Sqlite;

namespace Hull.Images.Store;

/// <summary>
/// Images as rows: reads one image with all that belongs to it, or all of them with a fixed number of queries. The name given last stands first,
/// as in Podman's lists.
/// </summary>
internal static class ImageRows
{
    private const string Columns = "i.id, i.digest, i.config, i.size, i.arrived, i.names_history, m.media_type";
    private const string Tables = "images i JOIN manifests m ON m.digest = i.digest";

    public static ImageRecord? One(SqliteConnection connection, string id) =>
        connection.Rows(
            reader => Image(
                reader,
                connection.Texts("SELECT name FROM image_names WHERE image_id=@0 ORDER BY rowid DESC", id),
                connection.Texts("SELECT digest FROM manifests WHERE image_id=@0 ORDER BY rowid DESC", id),
                connection.Rows(
                    layer => Layer(layer, 0),
                    "SELECT l.key, il.diff_id, l.size, l.link FROM image_layers il JOIN layers l ON l.key = il.layer WHERE il.image_id=@0 ORDER BY il.position",
                    id)),
            $"SELECT {Columns} FROM {Tables} WHERE i.id=@0",
            id).FirstOrDefault();

    public static List<ImageRecord> All(SqliteConnection connection)
    {
        var names = Group(connection, "SELECT image_id, name FROM image_names ORDER BY rowid DESC", reader => reader.GetString(1));
        var digests = Group(connection, "SELECT image_id, digest FROM manifests ORDER BY rowid DESC", reader => reader.GetString(1));
        var layers = Group(
            connection,
            "SELECT il.image_id, l.key, il.diff_id, l.size, l.link FROM image_layers il JOIN layers l ON l.key = il.layer ORDER BY il.image_id, il.position",
            reader => Layer(reader, 1));
        return connection.Rows(
            reader => Image(reader, [.. names[reader.GetString(0)]], [.. digests[reader.GetString(0)]], [.. layers[reader.GetString(0)]]),
            $"SELECT {Columns} FROM {Tables} ORDER BY i.arrived DESC, i.id");
    }

    /// <summary>A digest as a row has it: what does not parse was not written by Hull.</summary>
    public static Digest ParseDigest(string text) => Digest.TryParse(text, out var digest) ? digest : throw Broken("digest", text);

    private static ILookup<string, T> Group<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> value) =>
        connection.Rows(reader => (Id: reader.GetString(0), Value: value(reader)), sql).ToLookup(row => row.Id, row => row.Value);

    private static ImageLayer Layer(SqliteDataReader reader, int first) => new()
    {
        Key = reader.GetString(first),
        DiffId = ParseDigest(reader.GetString(first + 1)),
        Size = reader.GetInt64(first + 2),
        Link = reader.GetString(first + 3),
    };

    private static ImageRecord Image(SqliteDataReader reader, List<string> names, List<string> digests, IReadOnlyList<ImageLayer> layers)
    {
        var primary = ParseDigest(reader.GetString(1));
        return new ImageRecord
        {
            Id = reader.GetString(0),
            Digest = primary,
            Digests = [primary, .. digests.Select(ParseDigest).Where(digest => digest != primary)],
            ConfigBytes = reader.GetFieldValue<byte[]>(2),
            Size = reader.GetInt64(3),
            Arrived = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
            NamesHistory = Strings(reader.GetString(5)),
            ManifestType = reader.GetString(6),
            Names = [.. names.Select(name => ImageReference.TryParse(name, out var reference) ? reference : throw Broken("image name", name))],
            Layers = layers,
        };
    }

    // By hand: describing even this one type to the serializer takes longer than all the rest of a lookup, which every `run` makes.
    private static string[] Strings(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(element => element.GetString() ?? "")];
    }

    private static EngineException Broken(string what, string text) =>
        new(ErrorKind.Corrupt, $"state database: \"{OneLine.Of(text)}\" is no {what}", "restore state.db from a backup, or start anew with `hull system reset`");
}
