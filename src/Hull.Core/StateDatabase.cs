using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hull.Core;

/// <summary>
/// The one state.db (SQLite, WAL) of a store root: images, layers and containers share it, and may share a transaction. Reads take no
/// lock; a write is one short BEGIN IMMEDIATE transaction that checks the schema's version first, so that a newer Hull's migration
/// made meanwhile is noticed. Not safe for several threads at once: each verb opens its own.
/// </summary>
public sealed partial class StateDatabase : IDisposable
{
    private readonly string _path;
    private readonly Lazy<SqliteConnection> _connection;
    private bool _wrote;

    static StateDatabase() => raw.SetProvider(new SQLite3Provider_sqlite3());

    /// <summary>Names the database file; it is opened, and made or migrated where needed, on first use.</summary>
    /// <param name="path">The file's absolute path; its directory must exist.</param>
    public StateDatabase(string path)
    {
        _path = path;
        _connection = new Lazy<SqliteConnection>(Connect);
    }

    /// <summary>Runs a query outside any transaction of ours: each statement sees one committed state.</summary>
    /// <param name="query">Reads through the connection; must not keep it.</param>
    /// <exception cref="EngineException">Corrupt or Internal: the database cannot be read.</exception>
    public T Read<T>(Func<SqliteConnection, T> query) => Guard(() => query(_connection.Value));

    /// <summary>Runs one write transaction: committed when <paramref name="write"/> returns, rolled back when it throws.</summary>
    /// <param name="write">Short, no waiting inside; commands must use the given transaction.</param>
    /// <param name="durable">True where losing the row at a power cut loses data (images); false where a boot resets it anyway.</param>
    /// <exception cref="EngineException">Conflict: busy for longer than the timeout; Unsupported: the schema is newer.</exception>
    public T Write<T>(Func<SqliteConnection, SqliteTransaction, T> write, bool durable = false) => Guard(() =>
    {
        var connection = _connection.Value;
        Execute(connection, durable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
        using var transaction = connection.BeginTransaction(deferred: false);
        CheckVersion(connection, transaction);
        var result = write(connection, transaction);
        transaction.Commit();
        _wrote = true;
        return result;
    });

    /// <inheritdoc cref="Write{T}(Func{SqliteConnection, SqliteTransaction, T}, bool)"/>
    public void Write(Action<SqliteConnection, SqliteTransaction> write, bool durable = false) => Write(
        (connection, transaction) =>
        {
            write(connection, transaction);
            return 0;
        },
        durable);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_connection.IsValueCreated) return;
        if (_wrote) ShortenLog(_connection.Value);
        _connection.Value.Dispose();
    }

    // A process that opens the database alone reads the whole log, and forgets with its end how much of it is in the file already:
    // processes of one transaction each would append for ever, and each would read more than the one before.
    private void ShortenLog(SqliteConnection connection)
    {
        try
        {
            if (new FileInfo(_path + "-wal") is not { Exists: true, Length: > LongLog }) return;
            // Whoever reads it just now keeps it; the next writer tries again.
            Execute(connection, "PRAGMA busy_timeout=0");
            Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException)
        {
            // What was written is in the log, whole: a disk that is full or fails tells so to the next write.
        }
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            // The provider's own retry sleeps 150 ms at a time; SQLite's waits a few ms and grows.
            Execute(connection, $"PRAGMA busy_timeout={BusyTimeoutMilliseconds}");
            NeverCheckpointOnClose(connection);
            Migrate(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // A checkpoint at close would cost an fsync at the end of every command; ShortenLog does it once in a while.
    private static void NeverCheckpointOnClose(SqliteConnection connection) =>
        raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException e)
        {
            throw Translate(e);
        }
    }

    private EngineException Translate(SqliteException e) => e.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new EngineException(
            ErrorKind.Conflict,
            $"writing {_path}: another process holds it for more than {BusyTimeoutMilliseconds / 1000} s",
            "find the process with `fuser` on that file",
            e),
        raw.SQLITE_FULL => new EngineException(
            ErrorKind.ResourceExhausted, $"writing {_path}: no space left on device", "free some space, for example with `hull rmi`", e),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new EngineException(
            ErrorKind.Corrupt, $"reading {_path}: {e.Message}", "restore the file from a backup, or start anew with `hull system reset`", e),
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => new EngineException(
            ErrorKind.PermissionDenied, $"opening {_path}: {e.Message}", "check who owns the directory and whether it is writable", e),
        raw.SQLITE_IOERR => new EngineException(
            ErrorKind.ResourceExhausted, $"reading or writing {_path}: {e.Message}", "check the disk's space and health", e),
        _ => new EngineException(ErrorKind.Internal, $"state database {_path}: {e.Message}", inner: e),
    };
}
