using System.Text.Json;
using Hull.Core;
using Hull.Engine.Store;
using Hull.Linux.FileLocks;
using Microsoft.Data.Sqlite;

namespace Hull.Engine.Volumes;

/// <summary>
/// Volumes in the state database, and the locks that guard them. Reads take no lock; a change needs a <see cref="VolumeLease"/>. A volume is
/// locked after the containers that use it, in the order of their names (the order of all locks stands at ContainerStore).
/// </summary>
internal sealed class VolumeStore(StateDatabase database, StorePaths paths)
{
    private const string Columns = "SELECT name, config, needs_copy_up, needs_chown, mounts, removing FROM volumes";

    /// <summary>Records a new volume.</summary>
    /// <exception cref="EngineException">Conflict: there is one of that name.</exception>
    public void Insert(VolumeConfig config, VolumeState state) => database.Write(
        (connection, _) =>
        {
            if (!VolumeUses.TryInsert(connection, config, state)) throw Exists(config.Name);
        },
        durable: true);

    /// <summary>All volumes but those that are being removed, by name.</summary>
    public IReadOnlyList<VolumeRecord> List() => database.Read(connection => Read(connection, "WHERE removing=0 ORDER BY name"));

    /// <summary>The volume of just this name; null where there is none, or only one that is being removed.</summary>
    public VolumeRecord? TryGet(string name) =>
        database.Read(connection => Read(connection, "WHERE name=$x", name)) is [{ State.Removing: false } record] ? record : null;

    /// <summary>Finds by name, else by the beginning of one.</summary>
    /// <exception cref="EngineException">NotFound, or InvalidArgument where the beginning fits several.</exception>
    public VolumeRecord Find(string nameOrBeginning) => TryFind(nameOrBeginning)
        ?? throw new EngineException(ErrorKind.NotFound, $"no volume with name \"{nameOrBeginning}\" found: no such volume");

    /// <summary>As <see cref="Find"/>, but null where there is none.</summary>
    public VolumeRecord? TryFind(string nameOrBeginning)
    {
        if (nameOrBeginning.Length == 0) return null;
        if (TryGet(nameOrBeginning) is { } exact) return exact;
        var found = database.Read(connection => Read(connection, "WHERE removing=0 AND substr(name, 1, length($x))=$x ORDER BY name LIMIT 2", nameOrBeginning));
        if (found.Count < 2) return found.Count == 0 ? null : found[0];
        throw new EngineException(
            ErrorKind.InvalidArgument, $"more than one result for volume name {nameOrBeginning}: volume already exists", "give more of the name");
    }

    /// <summary>Locks a volume and reads it afresh; one that is being removed too. Null where it is gone.</summary>
    public VolumeLease? TryLease(string name)
    {
        var held = Lock(name);
        if (database.Read(connection => Read(connection, "WHERE name=$x", name)) is [var record]) return new VolumeLease(this, record, held);
        held.Unlink();
        return null;
    }

    /// <summary>Locks a name, whether a volume has it or not.</summary>
    public FileLock Lock(string name)
    {
        Directory.CreateDirectory(paths.VolumeLocks);
        return FileLock.Acquire(Path.Join(paths.VolumeLocks, name));
    }

    /// <summary>The lease of a volume just recorded, from the lock taken before.</summary>
    public VolumeLease LeaseNew(VolumeConfig config, VolumeState state, FileLock held) => new(this, new VolumeRecord(config, state), held);

    /// <summary>The names of the volumes whose removal was begun.</summary>
    public IReadOnlyList<string> Removing() => database.Read(connection => Texts(connection, "SELECT name FROM volumes WHERE removing=1"));

    /// <summary>The containers of a volume, by id.</summary>
    public IReadOnlyList<string> Users(string name) =>
        database.Read(connection => Texts(connection, "SELECT container_id FROM volume_uses WHERE volume=$x ORDER BY container_id", name));

    /// <summary>The names of all volumes that containers use.</summary>
    public IReadOnlySet<string> Used() =>
        database.Read(connection => Texts(connection, "SELECT DISTINCT volume FROM volume_uses").ToHashSet(StringComparer.Ordinal));

    /// <summary>The volumes that a container holds mounted.</summary>
    public IReadOnlyList<string> MountedBy(string container) =>
        database.Read(connection => Texts(connection, "SELECT volume FROM volume_uses WHERE container_id=$x AND mounted=1 ORDER BY volume", container));

    /// <summary>How many hold a volume mounted: containers, and `volume mount` as often as it was asked.</summary>
    public int MountCount(string name) => database.Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT mounts FROM volumes WHERE name=$x) + (SELECT count(*) FROM volume_uses WHERE volume=$x AND mounted=1)";
        command.Parameters.AddWithValue("$x", name);
        return Convert.ToInt32(command.ExecuteScalar() is long count ? count : 0L);
    });

    /// <summary>Says whether a container holds a volume mounted.</summary>
    public void SetMounted(string name, string container, bool mounted) => Run(
        "UPDATE volume_uses SET mounted=$mounted WHERE volume=$x AND container_id=$id", name, ("$id", container), ("$mounted", mounted ? 1 : 0));

    /// <summary>Marks a volume as being removed, unless containers use it.</summary>
    /// <returns>The containers that use it; empty where it is marked.</returns>
    internal IReadOnlyList<string> BeginRemoval(string name) => database.Write(
        (connection, _) =>
        {
            var users = Texts(connection, "SELECT container_id FROM volume_uses WHERE volume=$x ORDER BY container_id", name);
            if (users.Count > 0) return users;
            using var mark = connection.CreateCommand();
            mark.CommandText = "UPDATE volumes SET removing=1 WHERE name=$x";
            mark.Parameters.AddWithValue("$x", name);
            mark.ExecuteNonQuery();
            return users;
        },
        durable: true);

    internal void Save(string name, VolumeState state) => Run(
        "UPDATE volumes SET needs_copy_up=$copy, needs_chown=$chown, mounts=$mounts WHERE name=$x",
        name, ("$copy", state.NeedsCopyUp ? 1 : 0), ("$chown", state.NeedsChown ? 1 : 0), ("$mounts", state.Mounts));

    internal void Delete(string name) => Run("DELETE FROM volumes WHERE name=$x", name);

    /// <summary>After a reboot nothing is mounted.</summary>
    public void ForgetMounts() => Run("UPDATE volumes SET mounts=0 WHERE mounts<>0; UPDATE volume_uses SET mounted=0 WHERE mounted<>0", "");

    private static EngineException Exists(string name) =>
        new(ErrorKind.Conflict, $"volume with name {name} already exists: volume already exists", "choose another name, or give --ignore");

    private void Run(string sql, string name, params (string Name, object Value)[] values) => database.Write((connection, _) =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$x", name);
        foreach (var (parameter, value) in values) command.Parameters.AddWithValue(parameter, value);
        command.ExecuteNonQuery();
    });

    private static List<string> Texts(SqliteConnection connection, string sql, string value = "")
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$x", value);
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read()) texts.Add(reader.GetString(0));
        return texts;
    }

    private static List<VolumeRecord> Read(SqliteConnection connection, string where, string value = "")
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"{Columns} {where}";
        command.Parameters.AddWithValue("$x", value);
        using var reader = command.ExecuteReader();
        var records = new List<VolumeRecord>();
        while (reader.Read()) records.Add(Record(reader));
        return records;
    }

    private static VolumeRecord Record(SqliteDataReader reader)
    {
        try
        {
            var config = JsonSerializer.Deserialize(reader.GetString(1), VolumeJson.Default.VolumeConfig)!;
            return new VolumeRecord(config, new VolumeState
            {
                NeedsCopyUp = reader.GetBoolean(2),
                NeedsChown = reader.GetBoolean(3),
                Mounts = reader.GetInt32(4),
                Removing = reader.GetBoolean(5),
            });
        }
        catch (JsonException e)
        {
            throw new EngineException(ErrorKind.Corrupt, $"reading the row of volume {reader.GetString(0)}: {e.Message}", inner: e);
        }
    }
}
