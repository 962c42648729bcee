using Microsoft.Data.Sqlite;

namespace Hull.Core.Tests;

public sealed class StateDatabaseTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hull-core-").FullName;

    private string DatabasePath => Path.Join(_directory, "state.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_committed_write_is_seen_by_another_connection()
    {
        using var writer = new StateDatabase(DatabasePath);
        using var reader = new StateDatabase(DatabasePath);

        writer.Write((connection, transaction) => Set(connection, transaction, "a", "1"));

        Assert.Equal("1", reader.Read(connection => Get(connection, "a")));
    }

    [Fact]
    public void A_write_that_throws_leaves_nothing()
    {
        using var database = new StateDatabase(DatabasePath);

        Assert.Throws<EngineException>(() => database.Write((connection, transaction) =>
        {
            Set(connection, transaction, "a", "1");
            throw new EngineException(ErrorKind.Conflict, "no");
        }));

        Assert.Null(database.Read(connection => Get(connection, "a")));
    }

    [Fact]
    public async Task Many_writers_at_once_all_succeed()
    {
        const int writers = 16;
        await Parallel.ForEachAsync(Enumerable.Range(0, writers), async (number, _) =>
        {
            await Task.Yield();
            using var database = new StateDatabase(DatabasePath);
            for (var i = 0; i < 10; i++) database.Write((connection, transaction) => Set(connection, transaction, $"{number}-{i}", "x"));
        });

        using var reader = new StateDatabase(DatabasePath);
        Assert.Equal(writers * 10L, reader.Read(connection => Scalar(connection, "SELECT count(*) FROM meta")));
    }

    [Fact]
    public void The_journal_is_a_write_ahead_log()
    {
        using var database = new StateDatabase(DatabasePath);
        Assert.Equal("wal", database.Read(connection => Scalar(connection, "PRAGMA journal_mode")));
    }

    [Fact]
    public void Processes_of_one_write_each_leave_a_short_log()
    {
        for (var i = 0; i < 40; i++)
        {
            using var database = new StateDatabase(DatabasePath);
            database.Write((connection, transaction) => Set(connection, transaction, "big", new string((char)('a' + (i % 26)), 256 * 1024)));
        }

        Assert.InRange(new FileInfo(DatabasePath + "-wal").Length, 0, 3 << 20);
        using var reader = new StateDatabase(DatabasePath);
        Assert.Equal(256 * 1024, reader.Read(connection => Get(connection, "big"))!.Length);
    }

    [Fact]
    public void A_log_that_somebody_reads_stays_and_loses_nothing()
    {
        using var reader = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        using (var database = new StateDatabase(DatabasePath)) database.Write((connection, transaction) => Set(connection, transaction, "a", "before"));
        reader.Open();
        using var reading = reader.BeginTransaction(deferred: true);
        Assert.Equal("before", Get(reader, "a", reading));

        using (var database = new StateDatabase(DatabasePath)) database.Write((connection, transaction) => Set(connection, transaction, "a", new string('x', 4 << 20)));

        Assert.Equal("before", Get(reader, "a", reading));
        using var after = new StateDatabase(DatabasePath);
        Assert.Equal(4 << 20, after.Read(connection => Get(connection, "a"))!.Length);
    }

    [Fact]
    public void A_database_of_the_first_schema_is_brought_up_to_date()
    {
        using (var database = new StateDatabase(DatabasePath)) database.Write((connection, transaction) => Set(connection, transaction, "a", "1"));
        Execute("DROP TABLE networks; DROP TABLE network_addresses; DROP TABLE published_ports; DROP TRIGGER compressed_forms_end; DROP TABLE compressed_forms; DROP INDEX containers_status; DROP INDEX containers_listing; ALTER TABLE containers DROP COLUMN status; ALTER TABLE containers DROP COLUMN listing; DROP TABLE secrets; DROP TABLE volumes; DROP TABLE volume_uses; DROP TABLE image_uses; PRAGMA user_version=1");

        using var newer = new StateDatabase(DatabasePath);
        Assert.Equal("1", newer.Read(connection => Get(connection, "a")));
        Assert.Equal(0L, newer.Read(connection => Scalar(connection, "SELECT count(*) FROM network_addresses")));
        Assert.Equal(6L, newer.Read(connection => Scalar(connection, "PRAGMA user_version")));
    }

    [Fact]
    public void A_newer_schema_fails_naming_both_versions()
    {
        using (var database = new StateDatabase(DatabasePath)) database.Write((_, _) => { });
        Execute("PRAGMA user_version=99");

        using var old = new StateDatabase(DatabasePath);
        var error = Assert.Throws<EngineException>(() => old.Read(connection => Get(connection, "a")));

        Assert.Equal(ErrorKind.Unsupported, error.Kind);
        Assert.Contains("schema 99", error.Message, StringComparison.Ordinal);
        Assert.Contains("knows schema", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_that_changes_while_open_is_noticed_by_the_next_write()
    {
        using var database = new StateDatabase(DatabasePath);
        database.Write((_, _) => { });
        Execute("PRAGMA user_version=99");

        var error = Assert.Throws<EngineException>(() => database.Write((connection, transaction) => Set(connection, transaction, "a", "1")));
        Assert.Equal(ErrorKind.Unsupported, error.Kind);
    }

    [Fact]
    public void A_file_that_is_no_database_is_reported_as_corrupt()
    {
        File.WriteAllText(DatabasePath, new string('x', 8192));

        using var database = new StateDatabase(DatabasePath);
        var error = Assert.Throws<EngineException>(() => database.Read(connection => Get(connection, "a")));

        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.Contains(DatabasePath, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void A_directory_that_is_missing_is_reported_with_the_path()
    {
        using var database = new StateDatabase(Path.Join(_directory, "nowhere", "state.db"));
        var error = Assert.Throws<EngineException>(() => database.Read(connection => Get(connection, "a")));
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
    }

    private static void Set(SqliteConnection connection, SqliteTransaction transaction, string key, string value)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT OR REPLACE INTO meta(key, value) VALUES($key, $value)";
        command.Parameters.AddWithValue("$key", key);
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
    }

    private static string? Get(SqliteConnection connection, string key, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT value FROM meta WHERE key=$key";
        command.Parameters.AddWithValue("$key", key);
        return command.ExecuteScalar() as string;
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
