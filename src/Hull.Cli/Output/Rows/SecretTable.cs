using System.Text.Json;
using Hull.Engine.Secrets;
using Hull.Templates;

namespace Hull.Cli.Output.Rows;

/// <summary>What templates of secret ls see.</summary>
internal static class SecretTable
{
    private static readonly string[] Columns = ["ID", "Name", "Driver", "CreatedAt", "UpdatedAt"];

    /// <summary>A row as templates see it.</summary>
    public static TemplateObject<SecretRow> Rows { get; } = TemplateObject.For<SecretRow>("secrets.listSecretData")
        .Field("ID", static row => row.Secret.Id)
        .Field("Name", static row => row.Secret.Name)
        .Field("Driver", static row => row.Secret.Driver)
        .Field("CreatedAt", static row => row.CreatedAt)
        .Field("UpdatedAt", static row => row.UpdatedAt);

    /// <summary>The headers.</summary>
    public static ReportHeaders Headers => ReportHeaders.Of(Columns, new Dictionary<string, string> { ["CreatedAt"] = "CREATED", ["UpdatedAt"] = "UPDATED" });

    /// <summary>All rows as JSON.</summary>
    /// <param name="secrets">The secrets.</param>
    /// <param name="now">Now.</param>
    public static string Json(IReadOnlyList<Secret> secrets, DateTimeOffset now)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var row in secrets.Select(secret => new SecretRow(secret, now)))
            {
                writer.WriteStartObject();
                writer.WriteString("ID", row.Secret.Id);
                writer.WriteString("Name", row.Secret.Name);
                writer.WriteString("Driver", row.Secret.Driver);
                writer.WriteString("CreatedAt", row.CreatedAt);
                writer.WriteString("UpdatedAt", row.UpdatedAt);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        using var document = JsonDocument.Parse(buffer.ToArray());
        return new GoJson(4, escapeHtml: true).Write(document.RootElement);
    }
}
