using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Cli.Output.Rows;
using Hull.Engine.Containers.Stats;
using Hull.Engine.Terminal;
using Hull.Templates;

namespace Hull.Cli.Commands;

/// <summary><c>hull stats</c>.</summary>
internal static class StatsCommand
{
    private const long DefaultInterval = 5;
    private const string ClearScreen = "\u001b[2J\u001b[H";
    private const string Columns =
        "{{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDS}}\t{{.UpTime}}\t{{.AVGCPU}}";

    private const string TrendColumns = "\t{{.CPUTrend}}\t{{.MemTrend}}";

    private static readonly Option<bool> All = Flag.Bool("all", 'a', "Show containers that do not run, too");
    private static readonly Option<string> Format = Flag.Text("format", Flag.NoShort, "Print as JSON, or by a Go template");
    private static readonly Option<long> Interval = Flag.Int("interval", 'i', "Seconds between two reports", DefaultInterval);
    private static readonly Option<bool> NoReset = Flag.Bool("no-reset", Flag.NoShort, "Do not clear the screen between two reports");
    private static readonly Option<bool> NoStream = Flag.Bool("no-stream", Flag.NoShort, "Print one report and end");
    private static readonly Option<bool> NoTrunc = Flag.Bool("no-trunc", Flag.NoShort, "Show ids whole");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "stats",
        Summary = "Show what containers use",
        Description = "Shows what containers use of CPU, memory, network and disks, again and again; on a terminal with the course of the last minutes",
        Usage = "[options] [CONTAINER...]",
        Examples = "{0}\n{0} --no-stream --format json\n{0} --interval 1 ctr1 ctr2\n{0} --format \"table {{.Name}} {{.CPUPerc}} {{.MemUsage}}\"",
        Options = static () => [All, Format, Interval, ContainerTargets.Latest, NoReset, NoStream, NoTrunc],
        Arguments = static invocation =>
        {
            string?[] ways = [invocation.Get(All) ? "all" : null, invocation.Get(ContainerTargets.Latest) ? "latest" : null, invocation.Arguments.Count > 0 ? "containers" : null];
            if (ways.Count(static way => way is not null) > 1) return "--all, --latest and containers cannot be used together";
            return invocation.Get(Interval) < 1 ? "invalid interval, must be a positive number greater zero" : null;
        },
        Run = Run,
    };

    private static async Task<int> Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var streaming = !invocation.Get(NoStream);
        var request = new StatsRequest
        {
            Names = invocation.Get(ContainerTargets.Latest) ? [ContainerTargets.LatestOf(context)] : [.. invocation.Arguments.Select(static name => name.TrimStart('/'))],
            All = invocation.Get(All),
            Interval = streaming ? TimeSpan.FromSeconds(Math.Min(invocation.Get(Interval), 86_400)) : null,
        };
        var trends = new StatsTrends();
        var report = new StatsReport(context, Report(context, withTrends: streaming));
        await foreach (var samples in context.Engine.Containers.Stats(request).ConfigureAwait(false))
        {
            trends.Add(samples);
            if (streaming && !invocation.Get(NoReset) && !ReportFormat.IsJson(invocation.Get(Format))) context.Out.Write(ClearScreen);
            report.Write([.. samples.Select(sample => new StatsRow(sample, trends, invocation.Get(NoTrunc)))]);
            context.Out.Flush();
        }
        return ExitCodes.Success;
    }

    private static ReportFormat? Report(CommandContext context, bool withTrends)
    {
        var format = context.Invocation.Get(Format);
        if (ReportFormat.IsJson(format)) return null;
        if (context.Invocation.Has(Format)) return ReportFormat.ForRows("stats", format);
        var trends = withTrends && AttachedTerminal.IsTerminal(StandardStreams.OutputHandle) ? TrendColumns : "";
        return ReportFormat.Own("stats", $"{{{{range .}}}}{Columns}{trends}\n{{{{end -}}}}");
    }
}
