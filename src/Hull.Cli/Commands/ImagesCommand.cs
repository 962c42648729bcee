using System.Text.Json;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Cli.Output.Rows;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Images;
using Hull.Oci;
using Hull.Templates;

namespace Hull.Cli.Commands;

/// <summary><c>hull images</c>.</summary>
internal static class ImagesCommand
{
    private static readonly Option<bool> All = Flag.Bool("all", 'a', "Show intermediate images too");
    private static readonly Option<bool> Digests = Flag.Bool("digests", Flag.NoShort, "Show digests");
    private static readonly Option<string[]> Filter = Flag.Array("filter", 'f', "Show the images that pass a filter (name=value)");
    private static readonly Option<string> Format = Flag.Text("format", Flag.NoShort, "Print as JSON, or by a Go template");
    private static readonly Option<bool> History = Flag.Bool("history", Flag.NoShort, "Show the names that an image has had");
    private static readonly Option<bool> NoTrunc = Flag.Bool("no-trunc", Flag.NoShort, "Show ids whole");
    private static readonly Option<bool> NoHeading = Flag.Bool("noheading", 'n', "Print no header line");
    private static readonly Option<bool> Quiet = Flag.Bool("quiet", 'q', "Print ids only");
    private static readonly Option<string> Sort =
        new("sort", Flag.NoShort, "choice", "Sort by created, id, repository, size or tag", "created", ValueReaders.ReadText) { DefaultText = "created" };

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "images",
        Summary = "List images",
        Description = "Lists the images in the store",
        Usage = "[options] [IMAGE]",
        Examples = "{0} --format json\n{0} --sort repository --format \"table {{.ID}} {{.Repository}} {{.Tag}}\"\n{0} --filter dangling=true",
        Options = static () => [All, Digests, Filter, Format, History, NoTrunc, NoHeading, Quiet, Sort],
        Arguments = static invocation => invocation.Arguments.Count > 1 ? $"accepts at most 1 arg(s), received {invocation.Arguments.Count}"
            : invocation.Arguments.Count == 1 && invocation.Has(Filter) ? "cannot specify an image and a filter(s)"
            : null,
        Run = static context =>
        {
            Print(context);
            return Task.FromResult(ExitCodes.Success);
        },
    };

    private static void Print(CommandContext context)
    {
        var invocation = context.Invocation;
        var rows = Sorted(Rows(context), invocation.Get(Sort)).ToList();
        var format = invocation.Get(Format);
        if (ReportFormat.IsJson(format))
        {
            ListedImage[] listed = [.. rows.Select(static row => row.Tag == ImageRow.None ? row.Listed : row.Listed with { Repository = row.Repository, Tag = row.Tag })];
            var json = JsonSerializer.SerializeToElement(listed, ImageListJson.Default.IReadOnlyListListedImage);
            context.Out.Write(new GoJson(4, escapeHtml: true).Write(json) + "\n");
            return;
        }
        if (invocation.Get(Quiet))
        {
            foreach (var id in rows.Select(static row => row.Id).Distinct()) context.Out.Write(id + "\n");
            return;
        }
        var report = invocation.Has(Format) ? ReportFormat.ForRows("images", format) : ReportFormat.Own("images", OwnTable(invocation));
        report.Write(context.Out, [.. rows.Select(ImageTable.Rows.Value)], invocation.Get(NoHeading) ? null : ImageTable.Headers);
    }

    private static string OwnTable(Invocation invocation)
    {
        List<string> columns = ["{{.Repository}}", "{{.Tag}}"];
        if (invocation.Get(Digests)) columns.Add("{{.Digest}}");
        columns.AddRange(["{{.ID}}", "{{.Created}}", "{{.Size}}"]);
        if (invocation.Get(History)) columns.Add("{{if .History}}{{.History}}{{else}}<none>{{end}}");
        return $"{{{{range .}}}}{string.Join('\t', columns)}\n{{{{end -}}}}";
    }

    private static IEnumerable<ImageRow> Rows(CommandContext context)
    {
        var invocation = context.Invocation;
        string[] filters = invocation.Arguments is [var name] ? ["reference=" + name] : invocation.Get(Filter);
        var now = context.Clock.GetUtcNow();
        foreach (var listed in ListImages.Of(context.Engine, filters, invocation.Get(All), context.Clock))
        {
            var age = HumanDuration.Of(now - DateTimeOffset.FromUnixTimeSeconds(listed.Created)) + " ago";
            foreach (var (repository, tag) in NamesOf(listed)) yield return new ImageRow(listed, repository, tag, invocation.Get(NoTrunc), age);
        }
    }

    // A name by digest is shown only where there is none with a tag.
    private static IEnumerable<(string Repository, string Tag)> NamesOf(ListedImage listed)
    {
        ImageReference[] names = [.. (listed.Names ?? []).Select(ImageReference.Parse)];
        if (names.Length == 0) return [(ImageRow.None, ImageRow.None)];
        var tagged = Array.FindAll(names, static name => name.Tag is not null);
        return tagged.Length == 0 ? [(names[0].Repository, ImageRow.None)] : tagged.Select(static name => (name.Repository, name.Tag!));
    }

    private static IOrderedEnumerable<ImageRow> Sorted(IEnumerable<ImageRow> rows, string by) => by switch
    {
        "created" => rows.OrderByDescending(static row => row.Listed.Created),
        "id" => rows.OrderBy(static row => row.Listed.Id, StringComparer.Ordinal),
        "repository" => rows.OrderBy(static row => row.Repository, StringComparer.Ordinal).ThenBy(static row => row.Tag, StringComparer.Ordinal),
        "size" => rows.OrderBy(static row => row.Listed.Size),
        "tag" => rows.OrderBy(static row => row.Tag, StringComparer.Ordinal),
        _ => throw new EngineException(
            ErrorKind.InvalidArgument, $"\"{by}\" is not a valid value for --sort: choose from created, id, repository, size, tag"),
    };
}
