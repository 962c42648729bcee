using Microsoft.Data.Sqlite;

namespace Hull.Images.Store;

/// <summary>The few shapes in which the store asks its tables, so that each query is one line where it is needed.</summary>
internal static class Sql
{
    /// <summary>All rows of a query, each made by <paramref name="row"/>. Parameters are @0, @1, ….</summary>
    public static List<T> Rows<T>(this SqliteConnection connection, Func<SqliteDataReader, T> row, string sql, params ReadOnlySpan<object> arguments)
    {
        using var command = Command(connection, sql, arguments);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(row(reader));
        return rows;
    }

    /// <summary>The first column of all rows, as text.</summary>
    public static List<string> Texts(this SqliteConnection connection, string sql, params ReadOnlySpan<object> arguments) =>
        Rows(connection, reader => reader.GetString(0), sql, arguments);

    /// <summary>The first column of the first row as text, or null without rows.</summary>
    public static string? Text(this SqliteConnection connection, string sql, params ReadOnlySpan<object> arguments)
    {
        using var command = Command(connection, sql, arguments);
        return command.ExecuteScalar() as string;
    }

    /// <summary>Runs a statement; returns how many rows it changed.</summary>
    public static int Run(this SqliteConnection connection, string sql, params ReadOnlySpan<object> arguments)
    {
        using var command = Command(connection, sql, arguments);
        return command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, ReadOnlySpan<object> arguments)
    {
        // A command made by the connection runs in the connection's own open transaction.
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < arguments.Length; i++) command.Parameters.AddWithValue("@" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), arguments[i]);
        return command;
    }
}
