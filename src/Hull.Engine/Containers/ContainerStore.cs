using Hull.Core;
using Hull.Engine.Containers.Listing;
using Hull.Engine.Store;
using Hull.Engine.Volumes;
using Hull.Linux.FileLocks;
using Microsoft.Data.Sqlite;

namespace Hull.Engine.Containers;

/// <summary>
/// Containers in the state database, and the locks that guard them. Reads take no lock and see the last committed state; a change needs
/// a <see cref="ContainerLease"/>. Lock order, here and nowhere else: pod, containers by id, volumes, networks, images.
/// </summary>
internal sealed class ContainerStore(StateDatabase database, StorePaths paths)
{
    // Exit codes are kept for those who wait after `run -d --rm`; a day is far longer than any client retries.
    private static readonly TimeSpan ExitCodesKept = TimeSpan.FromDays(1);

    private readonly KnownRows _rows = new();

    /// <summary>Records a new container: its name and id are taken from here on.</summary>
    /// <exception cref="EngineException">Conflict: the name is in use.</exception>
    /// <param name="config">Decided.</param>
    /// <param name="state">The first state.</param>
    /// <param name="requireImage">Run inside the transaction: throws where the image or a volume has gone meanwhile, and records what is used.</param>
    public void Insert(ContainerConfig config, ContainerState state, Action<SqliteConnection> requireImage)
    {
        var durable = config.Spec.Remove != true;
        database.Write(
            (connection, transaction) =>
            {
                requireImage(connection);
                RequireFree(connection, transaction, config.Name);
                using var insert = connection.CreateCommand();
                insert.Transaction = transaction;
                insert.CommandText = """
                    INSERT INTO names(name, id, kind) VALUES($name, $id, 'container');
                    INSERT INTO containers(id, name, image_id, pod_id, created, config, state, listing)
                        VALUES($id, $name, $image, $pod, $created, $config, $state, $listing);
                    """;
                insert.Parameters.AddWithValue("$id", config.Id);
                insert.Parameters.AddWithValue("$name", config.Name);
                insert.Parameters.AddWithValue("$image", config.ImageId);
                insert.Parameters.AddWithValue("$pod", (object?)config.Spec.Pod ?? DBNull.Value);
                insert.Parameters.AddWithValue("$created", config.Created.ToUnixTimeMilliseconds());
                insert.Parameters.AddWithValue("$config", _rows.Write(config));
                insert.Parameters.AddWithValue("$state", _rows.Write(config.Id, state));
                insert.Parameters.AddWithValue("$listing", ListingColumn.Of(config));
                insert.ExecuteNonQuery();
            },
            durable);
    }

    /// <summary>All containers, oldest first.</summary>
    public IReadOnlyList<ContainerRecord> List() => database.Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, config, state FROM containers ORDER BY created, id";
        return ReadRecords(command);
    });

    /// <summary>The ids of all containers, with their status words; far cheaper than <see cref="List"/>.</summary>
    public IReadOnlyDictionary<string, ContainerState> States() => database.Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, state FROM containers";
        using var reader = command.ExecuteReader();
        var states = new Dictionary<string, ContainerState>(StringComparer.Ordinal);
        while (reader.Read()) states[reader.GetString(0)] = _rows.State(reader.GetString(0), reader.GetString(1));
        return states;
    });

    /// <summary>Containers as the usual table of ps shows them, oldest first, if the index can tell: not where one was made before there was an index, or has ended without a word.</summary>
    /// <param name="all">Whether those that do not run are listed.</param>
    /// <param name="now">Now.</param>
    /// <param name="looksDead">Whether one that is recorded as running has ended.</param>
    /// <param name="lines">The lines.</param>
    public bool TryLines(bool all, DateTimeOffset now, Predicate<ContainerState> looksDead, out IReadOnlyList<ContainerLine> lines)
    {
        var read = database.Read(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT created, id, name, listing, state FROM containers INDEXED BY containers_listing ORDER BY created, id";
            using var reader = command.ExecuteReader();
            var found = new List<ContainerLine>();
            while (reader.Read())
            {
                if (!RestingState.TryRead(reader.GetFieldValue<byte[]>(4), out var state) && looksDead(state = _rows.State(reader.GetString(1), reader.GetString(4)))) return null;
                if (!all && state.Status != ContainerStatus.Running) continue;
                if (!ListingColumn.TryRead(reader.GetFieldValue<byte[]>(3), out var image, out var line, out var ports)) return null;
                found.Add(new ContainerLine
                {
                    Id = reader.GetString(1),
                    Name = reader.GetString(2),
                    Image = image,
                    Command = line,
                    Created = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(0)),
                    Status = ListContainers.StatusText(state, now),
                    Ports = ports,
                });
            }
            return found;
        });
        lines = read ?? [];
        return read is not null;
    }

    /// <summary>The ids of all containers, and the states of those that are not at rest (never started, or ended and taken down): read from an index, however many there are.</summary>
    public (IReadOnlySet<string> Ids, IReadOnlyDictionary<string, ContainerState> Active) Overview() => database.Read(connection =>
    {
        using var all = connection.CreateCommand();
        all.CommandText = "SELECT id FROM containers INDEXED BY containers_status";
        using var ids = all.ExecuteReader();
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (ids.Read()) known.Add(ids.GetString(0));
        using var some = connection.CreateCommand();
        some.CommandText =
            $"SELECT id, state FROM containers WHERE status<'{nameof(ContainerStatus.Configured)}' OR (status>'{nameof(ContainerStatus.Configured)}' AND status<'{nameof(ContainerStatus.Exited)}') OR status>'{nameof(ContainerStatus.Exited)}'";
        using var reader = some.ExecuteReader();
        var active = new Dictionary<string, ContainerState>(StringComparer.Ordinal);
        while (reader.Read()) active[reader.GetString(0)] = _rows.State(reader.GetString(0), reader.GetString(1));
        return (known, active);
    });

    /// <summary>Finds by id, name or unambiguous beginning of an id (in that order).</summary>
    /// <exception cref="EngineException">NotFound, or InvalidArgument where the beginning fits several.</exception>
    public ContainerRecord Find(string nameOrId) => TryFind(nameOrId) ?? throw NoSuchContainer(nameOrId);

    /// <summary>As <see cref="Find"/>, but null where there is none.</summary>
    public ContainerRecord? TryFind(string nameOrId) => database.Read(connection =>
    {
        using var exact = connection.CreateCommand();
        exact.CommandText = "SELECT id, config, state FROM containers WHERE id=$x OR name=$x";
        exact.Parameters.AddWithValue("$x", nameOrId);
        var records = ReadRecords(exact);
        if (records.Count > 0) return records[0];
        if (!IsHex(nameOrId)) return null;

        using var prefix = connection.CreateCommand();
        // The range keeps the primary key's index in use, as LIKE would not.
        prefix.CommandText = "SELECT id, config, state FROM containers WHERE id>=$x AND id<$end LIMIT 2";
        prefix.Parameters.AddWithValue("$x", nameOrId);
        prefix.Parameters.AddWithValue("$end", nameOrId + "g");
        records = ReadRecords(prefix);
        if (records.Count < 2) return records.Count == 0 ? null : records[0];
        throw new EngineException(
            ErrorKind.InvalidArgument, $"more than one result for container name or ID {nameOrId}: container already exists",
            "give more digits of the ID");
    });

    /// <summary>The container made last, or null.</summary>
    public ContainerRecord? Latest() => database.Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, config, state FROM containers ORDER BY created DESC LIMIT 1";
        var records = ReadRecords(command);
        return records.Count == 0 ? null : records[0];
    });

    /// <summary>The kept exit code of a container that is gone, by id, name or beginning of the id; null where none is kept.</summary>
    public ExitRecord? FindExit(string nameOrId) => database.Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT id, name, code FROM exit_codes WHERE id=$x OR name=$x OR (id>=$x AND id<$end) ORDER BY exited DESC LIMIT 1";
        command.Parameters.AddWithValue("$x", nameOrId);
        command.Parameters.AddWithValue("$end", IsHex(nameOrId) ? nameOrId + "g" : nameOrId);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new ExitRecord(reader.GetString(0), reader.GetString(1), reader.GetInt32(2)) : null;
    });

    /// <summary>Locks a container and reads it afresh. Waits for whoever holds it.</summary>
    /// <exception cref="EngineException">NotFound: it was removed meanwhile.</exception>
    public ContainerLease Lease(string id) => TryLeaseExisting(id) ?? throw NoSuchContainer(id);

    /// <summary>As <see cref="Lease"/>, but null where the container is gone.</summary>
    public ContainerLease? TryLeaseExisting(string id) => Leased(FileLock.Acquire(paths.Lock(id)), id);

    /// <summary>Locks a container only if nobody holds it; null where somebody does or the container is gone.</summary>
    public ContainerLease? TryLeaseNow(string id) => FileLock.TryAcquire(paths.Lock(id)) is { } held ? Leased(held, id) : null;

    /// <summary>Locks the id of a container that is about to be recorded, so that the sweep leaves its first effects alone.</summary>
    public FileLock LockNew(string id) => FileLock.Acquire(paths.Lock(id));

    /// <summary>The lease of a container just recorded, from the lock taken before.</summary>
    public ContainerLease LeaseNew(ContainerConfig config, ContainerState state, FileLock held) =>
        new(this, new ContainerRecord(config, state), held);

    /// <summary>Locks an id that has no row; null where somebody holds it or a row has appeared.</summary>
    public FileLock? TryLockUnrecorded(string id)
    {
        var held = FileLock.TryAcquire(paths.Lock(id));
        if (held is null || TryFind(id) is null) return held;
        held.Dispose();
        return null;
    }

    internal void SaveState(string id, ContainerState state) => database.Write((connection, transaction) =>
    {
        using var update = connection.CreateCommand();
        update.Transaction = transaction;
        update.CommandText = "UPDATE containers SET state=$state WHERE id=$id";
        update.Parameters.AddWithValue("$id", id);
        update.Parameters.AddWithValue("$state", _rows.Write(id, state));
        update.ExecuteNonQuery();
    });

    internal void SaveConfig(ContainerConfig before, ContainerConfig after) => database.Write(
        (connection, transaction) =>
        {
            if (after.Name != before.Name) RequireFree(connection, transaction, after.Name);
            using var update = connection.CreateCommand();
            update.Transaction = transaction;
            update.CommandText = """
                UPDATE containers SET name=$name, config=$config, listing=$listing WHERE id=$id;
                UPDATE names SET name=$name WHERE id=$id;
                """;
            update.Parameters.AddWithValue("$id", after.Id);
            update.Parameters.AddWithValue("$name", after.Name);
            update.Parameters.AddWithValue("$config", _rows.Write(after));
            update.Parameters.AddWithValue("$listing", ListingColumn.Of(after));
            update.ExecuteNonQuery();
        },
        durable: after.Spec.Remove != true);

    internal IReadOnlyList<string> Delete(ContainerConfig config, int exitCode, DateTimeOffset now, bool withVolumes = false) => database.Write((connection, transaction) =>
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            DELETE FROM containers WHERE id=$id;
            DELETE FROM names WHERE id=$id;
            DELETE FROM exec_sessions WHERE container_id=$id;
            DELETE FROM exit_codes WHERE exited<$old;
            INSERT OR REPLACE INTO exit_codes(id, name, code, exited) VALUES($id, $name, $code, $now);
            """;
        command.Parameters.AddWithValue("$id", config.Id);
        command.Parameters.AddWithValue("$name", config.Name);
        command.Parameters.AddWithValue("$code", exitCode);
        command.Parameters.AddWithValue("$now", now.ToUnixTimeSeconds());
        command.Parameters.AddWithValue("$old", (now - ExitCodesKept).ToUnixTimeSeconds());
        command.ExecuteNonQuery();
        _rows.Forget(config.Id);
        return UsesNothing(config.Spec) ? [] : VolumeUses.Delete(connection, config.Id, withVolumes);
    });

    internal static EngineException NoSuchContainer(string nameOrId) => new(
        ErrorKind.NotFound, $"no container with name or ID \"{nameOrId}\" found: no such container");

    private static bool UsesNothing(ContainerSpec spec) => spec is { Volumes: null or { Count: 0 }, ImageVolumes: null or { Count: 0 } };

    private ContainerLease? Leased(FileLock held, string id)
    {
        var record = TryFind(id);
        if (record is not null && record.Config.Id == id) return new ContainerLease(this, record, held);
        held.Unlink();
        held.Dispose();
        return null;
    }

    private static void RequireFree(SqliteConnection connection, SqliteTransaction transaction, string name)
    {
        using var taken = connection.CreateCommand();
        taken.Transaction = transaction;
        taken.CommandText = "SELECT id FROM names WHERE name=$name";
        taken.Parameters.AddWithValue("$name", name);
        if (taken.ExecuteScalar() is string owner) throw NameInUse(name, owner);
    }

    private static EngineException NameInUse(string name, string owner) => new(
        ErrorKind.Conflict,
        $"creating container storage: the container name \"{name}\" is already in use by {owner}. You have to remove that container to be "
        + "able to reuse that name: that name is already in use",
        $"choose another name, or remove it with `hull rm {name}`");

    private List<ContainerRecord> ReadRecords(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        var records = new List<ContainerRecord>();
        while (reader.Read())
        {
            var id = reader.GetString(0);
            records.Add(new ContainerRecord(_rows.Config(id, reader.GetString(1)), _rows.State(id, reader.GetString(2))));
        }
        return records;
    }

    private static bool IsHex(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigitLower(c)) return false;
        }
        return text.Length > 0;
    }
}
