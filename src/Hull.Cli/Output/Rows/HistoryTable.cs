using Hull.Templates;

namespace Hull.Cli.Output.Rows;

/// <summary>What templates of history see.</summary>
internal static class HistoryTable
{
    /// <summary>The table that history prints by itself.</summary>
    public const string Own = "{{range .}}{{.ID}}\t{{.Created}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}\n{{end -}}";

    /// <summary>A row as templates see it.</summary>
    public static TemplateObject<HistoryRow> Rows { get; } = TemplateObject.For<HistoryRow>("images.historyReporter")
        .Field("ID", static row => row.Id)
        .Field("Created", static row => row.Created)
        .Field("CreatedBy", static row => row.CreatedBy)
        .Field("Tags", static row => TemplateValue.List(row.Step.Tags))
        .Field("Size", static row => row.Size)
        .Field("Comment", static row => row.Step.Comment)
        .Method("CreatedSince", static row => row.Age)
        .Method("CreatedAt", static row => row.LocalTime);

    /// <summary>The headers.</summary>
    public static ReportHeaders Headers => ReportHeaders.Of(
        ["ID", "Created", "CreatedBy", "Tags", "Size", "Comment"],
        new Dictionary<string, string> { ["CreatedBy"] = "CREATED BY", ["CreatedSince"] = "CREATED", ["CreatedAt"] = "CREATED AT" });
}
