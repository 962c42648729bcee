using System.Text.Json;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Cli.Output.Rows;
using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Containers.Listing;
using Hull.Templates;

namespace Hull.Cli.Commands;

/// <summary><c>hull ps</c>.</summary>
internal static class PsCommand
{
    private const string Columns = "{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.CreatedHuman}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}";
    private const string NamespaceColumns = "{{.ID}}\t{{.Names}}\t{{.Pid}}\t{{.Cgroup}}\t{{.IPC}}\t{{.MNT}}\t{{.NET}}\t{{.PIDNS}}\t{{.User}}\t{{.UTS}}";
    private const string ClearScreen = "\u001b[2J\u001b[H";

    private static readonly Option<bool> All = Flag.Bool("all", 'a', "Show all containers, not only those that run");
    private static readonly Option<bool> External = Flag.Bool("external", Flag.NoShort, "Show containers of other programs too (Hull's store holds none)");
    private static readonly Option<string[]> Filter = Flag.Array("filter", 'f', "Show the containers that pass a filter (name=value)");
    private static readonly Option<string> Format = Flag.Text("format", Flag.NoShort, "Print as JSON, or by a Go template");
    private static readonly Option<long> Last = Flag.Int("last", 'n', "Show the n containers made last, in any state", -1);
    private static readonly Option<bool> Namespace = Flag.Bool("ns", Flag.NoShort, "Show the numbers of namespaces");
    private static readonly Option<bool> NoTrunc =
        new("no-trunc", Flag.NoShort, "bool", "Show ids and commands whole", false, ValueReaders.ReadBool) { ValueWhenBare = "true", Aliases = ["notruncate"] };

    private static readonly Option<bool> NoHeading = Flag.Bool("noheading", Flag.NoShort, "Print no header line");
    private static readonly Option<bool> Pod = Flag.Bool("pod", 'p', "Show the pod that a container is in");
    private static readonly Option<bool> Quiet = Flag.Bool("quiet", 'q', "Print ids only");
    private static readonly Option<bool> Size = Flag.Bool("size", 's', "Show how much the files take");
    private static readonly Option<string> Sort =
        new("sort", Flag.NoShort, "choice", "Sort by command, created, id, image, names, runningfor, size or status", "created", ValueReaders.ReadText);

    private static readonly Option<bool> Sync = Flag.Bool("sync", Flag.NoShort, "Ask the kernel for the state (Hull always does)");
    private static readonly Option<ulong> Watch = Flag.UInt("watch", 'w', "Print again every so many seconds");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "ps",
        Summary = "List containers",
        Description = "Lists containers with their state",
        Examples = "{0} -a\n{0} -a --format \"{{.ID}}  {{.Image}}  {{.Labels}}  {{.Mounts}}\"\n{0} --size --sort names",
        Options = static () =>
        [
            All, External, Filter, Format, Last, ContainerTargets.Latest, Namespace, NoTrunc, NoHeading, Pod, Quiet, Size, Sort, Sync, Watch,
        ],
        Arguments = Check,
        Run = Run,
    };

    private static string? Check(Invocation invocation)
    {
        if (invocation.Arguments.Count > 0) return $"`{invocation.Path}` takes no arguments";
        var latest = invocation.Get(ContainerTargets.Latest);
        if (invocation.Get(Last) >= 0 && latest) return "last and latest are mutually exclusive";
        if (invocation.Get(Quiet) && (invocation.Get(Size) || invocation.Get(Namespace))) return "quiet conflicts with size and namespace";
        if (invocation.Get(Size) && invocation.Get(Namespace)) return "size and namespace options conflict";
        return invocation.Get(Watch) > 0 && latest ? "the watch and latest flags cannot be used together" : null;
    }

    private static async Task<int> Run(CommandContext context)
    {
        var seconds = context.Invocation.Get(Watch);
        if (seconds == 0)
        {
            Print(context);
            return ExitCodes.Success;
        }
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Math.Min(seconds, 86_400)), context.Clock);
        do
        {
            context.Out.Write(ClearScreen);
            Print(context);
            context.Out.Flush();
        }
        while (await timer.WaitForNextTickAsync().ConfigureAwait(false));
        return ExitCodes.Success;
    }

    private static void Print(CommandContext context)
    {
        var invocation = context.Invocation;
        if (IsUsual(invocation))
        {
            context.Out.Write(new PsLines(context.Clock.GetUtcNow(), invocation.Get(NoTrunc)).Write(
                context.Engine.Containers.Lines(invocation.Get(All)), invocation.Get(Quiet), !invocation.Get(NoHeading)));
            return;
        }
        var rows = Rows(context);
        var format = invocation.Get(Format).Replace(".Namespaces.", ".", StringComparison.Ordinal);
        if (ReportFormat.IsJson(format))
        {
            var json = JsonSerializer.SerializeToElement([.. rows.Select(static row => row.Listed)], ListingJson.Default.IReadOnlyListListedContainer);
            context.Out.Write(new GoJson(2, escapeHtml: true).Write(json) + "\n");
            return;
        }
        if (invocation.Get(Quiet) && !invocation.Has(Format))
        {
            foreach (var row in rows) context.Out.Write(row.Id + "\n");
            return;
        }
        var report = invocation.Has(Format) ? ReportFormat.ForRows("ps", format) : ReportFormat.Own("ps", $"{{{{range .}}}}{OwnColumns(invocation)}\n{{{{end -}}}}");
        report.Write(context.Out, [.. rows.Select(PsTable.Rows.Value)], invocation.Get(NoHeading) ? null : PsTable.Headers);
    }

    // All containers in the usual columns need no more than an index tells.
    private static bool IsUsual(Invocation invocation) =>
        !invocation.Has(Format) && !invocation.Has(Filter) && !invocation.Has(Last) && !invocation.Get(ContainerTargets.Latest)
        && !invocation.Get(Namespace) && !invocation.Get(Pod) && !invocation.Get(Size) && (invocation.Get(Sort) is "created" or "");

    private static string OwnColumns(Invocation invocation)
    {
        if (invocation.Get(Namespace)) return NamespaceColumns;
        var columns = Columns;
        if (invocation.Get(Pod)) columns += "\t{{.Pod}}\t{{.PodName}}";
        if (invocation.Get(Size)) columns += "\t{{.Size}}";
        return columns;
    }

    private static List<PsRow> Rows(CommandContext context)
    {
        var invocation = context.Invocation;
        var records = Select(context);
        var now = context.Clock.GetUtcNow();
        var noTrunc = invocation.Get(NoTrunc);
        var rows = records.ConvertAll(record =>
        {
            var listed = ListContainers.Describe(record, now, invocation.Get(Namespace), context.Engine.Containers.NetworkOwner(record));
            if (invocation.Get(Size)) listed = listed with { Size = MeasureContainer.Of(context.Engine, record) };
            return new PsRow(record, listed, noTrunc);
        });
        return [.. Sorted(rows, invocation.Get(Sort))];
    }

    private static List<ContainerRecord> Select(CommandContext context)
    {
        var invocation = context.Invocation;
        if (invocation.Get(ContainerTargets.Latest)) return context.Engine.Containers.Latest() is { } latest ? [latest] : [];
        var filter = ContainerFilter.Parse(invocation.Get(Filter), context.Engine.Containers.Get, context.Clock);
        var last = invocation.Get(Last);
        var inAnyState = invocation.Get(All) || last > 0 || filter.AsksForState;
        var passing = context.Engine.Containers.List()
            .Where(record => inAnyState || record.State.Status == ContainerStatus.Running)
            .Where(filter.Passes)
            .OrderBy(static record => record.Config.Created);
        return last > 0 ? [.. passing.TakeLast((int)Math.Min(last, int.MaxValue))] : [.. passing];
    }

    private static IOrderedEnumerable<PsRow> Sorted(List<PsRow> rows, string by) => by switch
    {
        "created" or "" => rows.OrderBy(static row => row.Record.Config.Created),
        "command" => rows.OrderBy(static row => string.Join(' ', row.Listed.Command), StringComparer.Ordinal),
        "id" => rows.OrderBy(static row => row.Listed.Id, StringComparer.Ordinal),
        "image" => rows.OrderBy(static row => row.Listed.Image, StringComparer.Ordinal),
        "names" => rows.OrderBy(static row => row.Listed.Names[0], StringComparer.Ordinal),
        "pod" => rows.OrderBy(static row => row.Listed.Pod, StringComparer.Ordinal),
        "runningfor" => rows.OrderBy(static row => row.Listed.StartedAt),
        "size" => rows.OrderBy(static row => row.Listed.Size?.RootFs ?? 0),
        "status" => rows.OrderBy(static row => row.Listed.State, StringComparer.Ordinal),
        _ => throw new EngineException(
            ErrorKind.InvalidArgument,
            "invalid option for --sort, options are: command, created, id, image, names, runningfor, size, or status"),
    };
}
