using System.Text.Json;
using Hull.Cli.CommandLine;
using Hull.Cli.Output.Rows;
using Hull.Templates;

namespace Hull.Cli.Output;

/// <summary>Prints one report of stats after the other, in one form.</summary>
/// <param name="context">The running command.</param>
/// <param name="format">The form; null is JSON.</param>
internal sealed class StatsReport(CommandContext context, ReportFormat? format)
{
    /// <summary>Prints a report.</summary>
    /// <param name="rows">Its rows.</param>
    public void Write(IReadOnlyList<StatsRow> rows)
    {
        if (format is not null)
        {
            format.Write(context.Out, [.. rows.Select(StatsTable.Rows.Value)], StatsTable.Headers);
            return;
        }
        var json = JsonSerializer.SerializeToElement([.. rows.Select(static row => row.ToJson())], StatsJson.Default.IReadOnlyListStatsJsonRow);
        context.Out.Write(new GoJson(1, escapeHtml: true).Write(json) + "\n");
    }
}
