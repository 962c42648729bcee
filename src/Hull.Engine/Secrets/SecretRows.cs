using System.Globalization;
using System.Text.Json;
using Hull.Core;
using Microsoft.Data.Sqlite;

namespace Hull.Engine.Secrets;

/// <summary>The rows of secrets in the state database.</summary>
internal sealed class SecretRows(StateDatabase database)
{
    private const string Columns = "SELECT id, name, created, updated, driver, options, labels FROM secrets";

    /// <summary>All secrets, oldest first.</summary>
    public IReadOnlyList<Secret> All() => database.Read(static connection => Read(connection, Columns + " ORDER BY created, id"));

    /// <summary>Finds by id, name or unambiguous beginning of an id (in that order); null where there is none.</summary>
    /// <exception cref="EngineException">InvalidArgument: the beginning of several ids.</exception>
    public Secret? Find(string nameOrId) => database.Read(connection =>
    {
        var found = Read(connection, Columns + " WHERE id=$x OR name=$x", ("$x", nameOrId));
        if (found.Count > 0) return found[0];
        if (nameOrId.Length == 0 || !nameOrId.All(char.IsAsciiHexDigitLower)) return null;
        found = Read(connection, Columns + " WHERE id>=$x AND id<$end LIMIT 2", ("$x", nameOrId), ("$end", nameOrId + "g"));
        if (found.Count > 1) throw new EngineException(ErrorKind.InvalidArgument, $"more than one result for secret with prefix {nameOrId}: secret is ambiguous", "give more digits of the ID");
        return found.Count == 0 ? null : found[0];
    });

    /// <summary>Records a secret in the place of another one.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="replaced">The id of the one that gives way, or null.</param>
    public void Insert(Secret secret, string? replaced) => database.Write(
        (connection, transaction) =>
        {
            using var insert = connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = """
                DELETE FROM secrets WHERE id=$replaced;
                INSERT INTO secrets(id, name, created, updated, driver, options, labels) VALUES($id, $name, $created, $updated, $driver, $options, $labels);
                """;
            insert.Parameters.AddWithValue("$replaced", replaced ?? "");
            insert.Parameters.AddWithValue("$id", secret.Id);
            insert.Parameters.AddWithValue("$name", secret.Name);
            insert.Parameters.AddWithValue("$created", Text(secret.Created));
            insert.Parameters.AddWithValue("$updated", Text(secret.Updated));
            insert.Parameters.AddWithValue("$driver", secret.Driver);
            insert.Parameters.AddWithValue("$options", Text(secret.DriverOptions));
            insert.Parameters.AddWithValue("$labels", Text(secret.Labels));
            insert.ExecuteNonQuery();
        },
        durable: true);

    /// <summary>Deletes a secret's row.</summary>
    public void Delete(string id) => database.Write(
        (connection, transaction) =>
        {
            using var delete = connection.CreateCommand();
            delete.Transaction = transaction;
            delete.CommandText = "DELETE FROM secrets WHERE id=$id";
            delete.Parameters.AddWithValue("$id", id);
            delete.ExecuteNonQuery();
        },
        durable: true);

    private static List<Secret> Read(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        var secrets = new List<Secret>();
        while (reader.Read())
        {
            secrets.Add(new Secret
            {
                Id = reader.GetString(0),
                Name = reader.GetString(1),
                Created = Time(reader.GetString(2)),
                Updated = Time(reader.GetString(3)),
                Driver = reader.GetString(4),
                DriverOptions = Pairs(reader.GetString(5)),
                Labels = Pairs(reader.GetString(6)),
            });
        }
        return secrets;
    }

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture);

    private static string Text(IReadOnlyDictionary<string, string> pairs) => JsonSerializer.Serialize(new Dictionary<string, string>(pairs), SecretJson.Default.DictionaryStringString);

    private static Dictionary<string, string> Pairs(string json) => JsonSerializer.Deserialize(json, SecretJson.Default.DictionaryStringString) ?? [];
}
