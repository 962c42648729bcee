using Microsoft.Data.Sqlite;

namespace Hull.Core;

/// <content>
/// The schema, all of it in this one place. A migration only adds; the version is SQLite's user_version.
///
///   images      one row an image: id (config digest, hex), its latest manifest's digest, config bytes, when it came (Unix ms)
///   image_names name → image (a name points to one image; an image has any number of names, or none)
///   manifests   manifest bytes by digest; an image came with one or more
///   manifest_blobs  the layer blobs that a manifest names, lowest first: what keeps a blob alive
///   image_layers    the layers of an image, lowest first, with their diff-IDs: what keeps a layer alive
///   layers      unpacked trees by key (diff-ID, or chain-ID where the tree depends on its parents), link: its short name for overlay
///   blobs       layer blobs by digest; compression 0 plain, 1 gzip, 2 zstd
///   containers  one row a container: config (decided, frozen) and state (observed), both JSON; status: the state's word, listing: what ps shows, each for its index
///   names       container and pod names, one namespace for both
///   exec_sessions  exec'ed processes of containers
///   exit_codes  what `wait` answers after a container has gone
///   networks    the subnet that a network has got, kept once chosen, and the address handed out last
///   network_addresses  addresses of containers that run or start; freed when their network is taken down
///   published_ports    ports of the host that these containers hold: first to last, both counted
///   compressed_forms   digest and size of what a push made of a plain layer
///   secrets     names, labels and times of secrets; what they keep lies in files
///   volumes     one row a volume: config (decided, JSON), what its next use has to do, and how often `volume mount` holds it
///   volume_uses the containers of a volume: whether it goes with the container, and whether the container holds it mounted
///   image_uses      who mounts an image: a container, or nobody's name for `image mount`, and how often it is mounted for them
///   meta        boot id and other single values
/// </content>
public sealed partial class StateDatabase
{
    private const int BusyTimeoutMilliseconds = 30_000;

    // Bytes, some 500 pages: a process that opens it alone reads them in 1.5 ms. A command of one transaction writes about five.
    private const long LongLog = 2 << 20;

    private const int SchemaVersion = 6;

    private const string Schema1 = """
        CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE images(
            id TEXT NOT NULL PRIMARY KEY, digest TEXT NOT NULL, config BLOB NOT NULL, size INTEGER NOT NULL,
            arrived INTEGER NOT NULL, names_history TEXT NOT NULL);
        CREATE TABLE image_names(name TEXT NOT NULL PRIMARY KEY, image_id TEXT NOT NULL);
        CREATE INDEX image_names_image ON image_names(image_id);
        CREATE TABLE manifests(digest TEXT NOT NULL PRIMARY KEY, image_id TEXT NOT NULL, media_type TEXT NOT NULL, raw BLOB NOT NULL);
        CREATE INDEX manifests_image ON manifests(image_id);
        CREATE TABLE manifest_blobs(manifest TEXT NOT NULL, position INTEGER NOT NULL, blob TEXT NOT NULL, PRIMARY KEY(manifest, position))
            WITHOUT ROWID;
        CREATE INDEX manifest_blobs_blob ON manifest_blobs(blob);
        CREATE TABLE image_layers(
            image_id TEXT NOT NULL, position INTEGER NOT NULL, layer TEXT NOT NULL, diff_id TEXT NOT NULL, PRIMARY KEY(image_id, position))
            WITHOUT ROWID;
        CREATE INDEX image_layers_layer ON image_layers(layer);
        CREATE TABLE layers(
            key TEXT NOT NULL PRIMARY KEY, diff_id TEXT NOT NULL, independent INTEGER NOT NULL, link TEXT NOT NULL UNIQUE,
            size INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE blobs(digest TEXT NOT NULL PRIMARY KEY, diff_id TEXT NOT NULL, size INTEGER NOT NULL, compression INTEGER NOT NULL)
            WITHOUT ROWID;
        CREATE INDEX blobs_diff_id ON blobs(diff_id);
        CREATE TABLE containers(
            id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, image_id TEXT NOT NULL, pod_id TEXT,
            created INTEGER NOT NULL, config TEXT NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX containers_image ON containers(image_id);
        CREATE TABLE names(name TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE exec_sessions(id TEXT PRIMARY KEY, container_id TEXT NOT NULL, session TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX exec_sessions_container ON exec_sessions(container_id);
        CREATE TABLE exit_codes(id TEXT PRIMARY KEY, name TEXT NOT NULL, code INTEGER NOT NULL, exited INTEGER NOT NULL) WITHOUT ROWID;
        """;

    private const string Schema2 = """
        CREATE TABLE networks(name TEXT NOT NULL PRIMARY KEY, subnet TEXT NOT NULL, last_address TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE network_addresses(
            network TEXT NOT NULL, address TEXT NOT NULL, container_id TEXT NOT NULL, PRIMARY KEY(network, address)) WITHOUT ROWID;
        CREATE UNIQUE INDEX network_addresses_container ON network_addresses(container_id, network);
        CREATE TABLE published_ports(
            container_id TEXT NOT NULL, protocol TEXT NOT NULL, host_ip TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            PRIMARY KEY(container_id, protocol, host_ip, first)) WITHOUT ROWID;
        CREATE INDEX published_ports_port ON published_ports(protocol, first);
        """;

    // What a push made of a plain layer, by how it was made: a cache that goes with the layer.
    private const string Schema3 = """
        CREATE TABLE compressed_forms(
            diff_id TEXT NOT NULL, compression INTEGER NOT NULL, level INTEGER NOT NULL, digest TEXT NOT NULL, size INTEGER NOT NULL,
            PRIMARY KEY(diff_id, compression, level)) WITHOUT ROWID;
        CREATE TRIGGER compressed_forms_end AFTER DELETE ON layers BEGIN DELETE FROM compressed_forms WHERE diff_id = OLD.diff_id; END;
        """;

    // Each command looks for containers that a killed one left half made: the index spares it reading those at rest. And ps lists from
    // an index that holds all it shows.
    private const string Schema4 = """
        ALTER TABLE containers ADD COLUMN status TEXT GENERATED ALWAYS AS (json_extract(state, '$.status')) VIRTUAL;
        CREATE INDEX containers_status ON containers(status);
        ALTER TABLE containers ADD COLUMN listing TEXT NOT NULL DEFAULT '';
        CREATE INDEX containers_listing ON containers(created, id, name, listing, state);
        """;

    private const string Schema5 = """
        CREATE TABLE secrets(
            id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, created TEXT NOT NULL, updated TEXT NOT NULL, driver TEXT NOT NULL,
            options TEXT NOT NULL, labels TEXT NOT NULL) WITHOUT ROWID;
        """;

    private const string Schema6 = """
        CREATE TABLE volumes(
            name TEXT NOT NULL PRIMARY KEY, created INTEGER NOT NULL, config TEXT NOT NULL, needs_copy_up INTEGER NOT NULL,
            needs_chown INTEGER NOT NULL, mounts INTEGER NOT NULL, removing INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX volumes_removing ON volumes(name) WHERE removing = 1;
        CREATE TABLE volume_uses(
            volume TEXT NOT NULL, container_id TEXT NOT NULL, owned INTEGER NOT NULL, mounted INTEGER NOT NULL,
            PRIMARY KEY(volume, container_id)) WITHOUT ROWID;
        CREATE INDEX volume_uses_container ON volume_uses(container_id);
        CREATE TABLE image_uses(image_id TEXT NOT NULL, user TEXT NOT NULL, mounts INTEGER NOT NULL, PRIMARY KEY(image_id, user)) WITHOUT ROWID;
        CREATE INDEX image_uses_user ON image_uses(user);
        """;

    // Schema n is made of schema n - 1 by entry n - 1.
    private static readonly string[] Steps = [Schema1, Schema2, Schema3, Schema4, Schema5, Schema6];

    private void Migrate(SqliteConnection connection)
    {
        if (ReadVersion(connection, null) == SchemaVersion) return;
        // The journal mode is kept in the file; setting it needs to be outside a transaction.
        Execute(connection, "PRAGMA journal_mode=WAL");
        using var transaction = connection.BeginTransaction(deferred: false);
        // Another process may have made the schema between the check and the lock.
        var version = ReadVersion(connection, transaction);
        if (version < SchemaVersion)
        {
            foreach (var step in Steps.AsSpan(version)) Execute(connection, step, transaction);
            Execute(connection, $"PRAGMA user_version={SchemaVersion}", transaction);
        }
        CheckVersion(connection, transaction);
        transaction.Commit();
    }

    private void CheckVersion(SqliteConnection connection, SqliteTransaction transaction)
    {
        var version = ReadVersion(connection, transaction);
        if (version == SchemaVersion) return;
        throw new EngineException(
            ErrorKind.Unsupported,
            $"state database {_path} has schema {version}, this hull knows schema {SchemaVersion}",
            "use the newer hull that wrote it");
    }

    private static int ReadVersion(SqliteConnection connection, SqliteTransaction? transaction)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        command.Transaction = transaction;
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
