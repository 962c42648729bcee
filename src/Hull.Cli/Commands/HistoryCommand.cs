using System.Globalization;
using System.Text.Json;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Cli.Output.Rows;
using Hull.Engine.Configuration;
using Hull.Engine.Images;
using Hull.Templates;

namespace Hull.Cli.Commands;

/// <summary><c>hull history</c>.</summary>
internal static class HistoryCommand
{
    private static readonly Option<string> Format = Flag.Text("format", Flag.NoShort, "Print as JSON, or by a Go template");
    private static readonly Option<bool> Human = Flag.Bool("human", 'H', "Print sizes and times in words", true);
    private static readonly Option<bool> NoTrunc = Flag.Bool("no-trunc", Flag.NoShort, "Cut nothing");
    private static readonly Option<bool> Quiet = Flag.Bool("quiet", 'q', "Print ids only");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "history",
        Summary = "Show history of a specified image",
        Description = "Tells how an image was made: a line a step, the last first",
        Usage = "[options] IMAGE",
        Examples = "{0} quay.io/fedora/fedora\n{0} --no-trunc --human=false myimage\n{0} --format \"{{.ID}} {{.Created}}\" myimage",
        Options = static () => [Format, Human, NoTrunc, Quiet],
        Arguments = ArgumentRules.Exactly(1),
        Run = static context =>
        {
            Print(context);
            return Task.FromResult(ExitCodes.Success);
        },
    };

    private static void Print(CommandContext context)
    {
        var invocation = context.Invocation;
        var now = context.Clock.GetUtcNow();
        var rows = ImageHistory.Of(context.Engine, invocation.Arguments[0]).Select(step => new HistoryRow(
            step, invocation.Get(NoTrunc), invocation.Get(Human),
            HumanDuration.Of(now - (step.Created ?? DateTimeOffset.MinValue)) + " ago",
            LocalTime(step.Created, context.Clock.LocalTimeZone))).ToList();
        var format = invocation.Get(Format);
        if (ReportFormat.IsJson(format))
        {
            context.Out.Write(Json(rows) + "\n");
            return;
        }
        if (invocation.Get(Quiet))
        {
            foreach (var row in rows) context.Out.Write(row.Id + "\n");
            return;
        }
        var report = invocation.Has(Format) ? ReportFormat.ForRows("history", format) : ReportFormat.Own("history", HistoryTable.Own);
        report.Write(context.Out, [.. rows.Select(HistoryTable.Rows.Value)], HistoryTable.Headers);
    }

    // RFC 3339 with the zone's offset, Z where there is none.
    private static string LocalTime(DateTimeOffset? time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time ?? DateTimeOffset.MinValue.AddDays(1), zone);
        var offset = local.Offset == TimeSpan.Zero ? "Z" : local.ToString("zzz", CultureInfo.InvariantCulture);
        return local.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + offset;
    }

    private static string Json(IReadOnlyList<HistoryRow> rows)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var row in rows) Write(writer, row);
            writer.WriteEndArray();
        }
        using var document = JsonDocument.Parse(buffer.ToArray());
        return new GoJson(0, escapeHtml: true).Write(document.RootElement);
    }

    private static void Write(Utf8JsonWriter writer, HistoryRow row)
    {
        var step = row.Step;
        writer.WriteStartObject();
        writer.WriteString("id", step.ImageId ?? "<missing>");
        writer.WriteString("created", step.Created?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture) ?? row.Rfc3339);
        if (step.CreatedBy.Length > 0) writer.WriteString("CreatedBy", step.CreatedBy);
        if (step.Tags.Count > 0)
        {
            writer.WriteStartArray("tags");
            foreach (var tag in step.Tags) writer.WriteStringValue(tag);
            writer.WriteEndArray();
        }
        writer.WriteNumber("size", step.Size);
        if (step.Comment.Length > 0) writer.WriteString("comment", step.Comment);
        writer.WriteString("Created", row.Rfc3339);
        writer.WriteEndObject();
    }
}
