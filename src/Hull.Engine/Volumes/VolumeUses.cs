using System.Text.Json;
using Hull.Core;
using Hull.Engine.Containers;
using Microsoft.Data.Sqlite;

namespace Hull.Engine.Volumes;

/// <summary>Which container uses which volumes and images: rows that come and go with the container's, in its transaction.</summary>
internal static class VolumeUses
{
    /// <summary>Records a volume, unless there is one of that name.</summary>
    /// <param name="connection">Inside a transaction.</param>
    /// <param name="config">The volume.</param>
    /// <param name="state">Its first state.</param>
    public static bool TryInsert(SqliteConnection connection, VolumeConfig config, VolumeState state)
    {
        using var insert = connection.CreateCommand();
        insert.CommandText = """
            INSERT INTO volumes(name, created, config, needs_copy_up, needs_chown, mounts, removing) VALUES($name, $created, $config, $copy, $chown, 0, 0)
                ON CONFLICT(name) DO NOTHING
            """;
        insert.Parameters.AddWithValue("$name", config.Name);
        insert.Parameters.AddWithValue("$created", config.Created.ToUnixTimeMilliseconds());
        insert.Parameters.AddWithValue("$config", JsonSerializer.Serialize(config, VolumeJson.Default.VolumeConfig));
        insert.Parameters.AddWithValue("$copy", state.NeedsCopyUp);
        insert.Parameters.AddWithValue("$chown", state.NeedsChown);
        return insert.ExecuteNonQuery() > 0;
    }

    /// <summary>Records what a new container uses.</summary>
    /// <param name="connection">Inside the transaction that records the container.</param>
    /// <param name="config">The container.</param>
    /// <exception cref="EngineException">NotFound: a volume or image has gone since it was looked for.</exception>
    public static void Insert(SqliteConnection connection, ContainerConfig config)
    {
        foreach (var volume in config.Spec.Volumes ?? [])
        {
            // Owned by one place of several is owned; the same volume may appear at several places.
            var inserted = Run(
                connection,
                """
                INSERT INTO volume_uses(volume, container_id, owned, mounted) SELECT name, $id, $owned, 0 FROM volumes WHERE name=$used AND removing=0
                    ON CONFLICT(volume, container_id) DO UPDATE SET owned=max(owned, excluded.owned)
                """,
                config.Id, volume.Name!, volume.IsAnonymous ? 1 : 0);
            if (inserted == 0) throw new EngineException(ErrorKind.NotFound, $"no volume with name \"{volume.Name}\" found: no such volume");
        }
        foreach (var image in config.Spec.ImageVolumes ?? [])
        {
            var inserted = Run(
                connection,
                """
                INSERT INTO image_uses(image_id, user, mounts) SELECT id, $id, $owned FROM images WHERE id=$used
                    ON CONFLICT(image_id, user) DO NOTHING
                """,
                config.Id, image.ImageId!, 0);
            if (inserted == 0 && Count(connection, config.Id, image.ImageId!) == 0)
                throw new EngineException(ErrorKind.NotFound, $"{image.Source}: image not known");
        }
    }

    /// <summary>Forgets what a container that is being removed uses.</summary>
    /// <param name="connection">Inside the transaction that deletes the container.</param>
    /// <param name="container">Its id.</param>
    /// <param name="withOwned">Whether its anonymous volumes go with it; those that others use stay.</param>
    /// <returns>The volumes that are now to be removed.</returns>
    public static IReadOnlyList<string> Delete(SqliteConnection connection, string container, bool withOwned)
    {
        var names = withOwned ? Owned(connection, container) : [];
        foreach (var name in names) Run(connection, "UPDATE volumes SET removing=1 WHERE name=$used", container, name, 0);
        Run(connection, "DELETE FROM volume_uses WHERE container_id=$id; DELETE FROM image_uses WHERE user=$id", container, "", 0);
        return names;
    }

    private static List<string> Owned(SqliteConnection connection, string container)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT volume FROM volume_uses AS mine WHERE container_id=$id AND owned=1
                AND NOT EXISTS (SELECT 1 FROM volume_uses WHERE volume=mine.volume AND container_id<>$id) ORDER BY volume
            """;
        command.Parameters.AddWithValue("$id", container);
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    private static long Count(SqliteConnection connection, string container, string image)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM image_uses WHERE user=$id AND image_id=$image";
        command.Parameters.AddWithValue("$id", container);
        command.Parameters.AddWithValue("$image", image);
        return (long)command.ExecuteScalar()!;
    }

    private static int Run(SqliteConnection connection, string sql, string container, string used, int owned)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$id", container);
        command.Parameters.AddWithValue("$used", used);
        command.Parameters.AddWithValue("$owned", owned);
        return command.ExecuteNonQuery();
    }
}
