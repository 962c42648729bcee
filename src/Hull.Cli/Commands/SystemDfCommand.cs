using Hull.Cli.CommandLine;
using Hull.Cli.Output.Rows;
using Hull.Engine.Systemwide.Usage;
using Hull.Templates;

namespace Hull.Cli.Commands;

/// <summary><c>hull system df</c>.</summary>
internal static class SystemDfCommand
{
    private const string Columns = "{{range .}}{{.Type}}\t{{.Total}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}\n{{end -}}";
    private const string ImageColumns =
        "{{range .}}{{.Repository}}\t{{.Tag}}\t{{.ImageID}}\t{{.Created}}\t{{.Size}}\t{{.SharedSize}}\t{{.UniqueSize}}\t{{.Containers}}\n{{end -}}";

    private const string ContainerColumns =
        "{{range .}}{{.ContainerID}}\t{{.Image}}\t{{.Command}}\t{{.LocalVolumes}}\t{{.Size}}\t{{.Created}}\t{{.Status}}\t{{.Names}}\n{{end -}}";

    private const string VolumeColumns = "{{range .}}{{.VolumeName}}\t{{.Links}}\t{{.Size}}\n{{end -}}";

    private static readonly Option<string> Format = Flag.Text("format", Flag.NoShort, "Print as JSON, or by a Go template");
    private static readonly Option<bool> Verbose = Flag.Bool("verbose", 'v', "Show each image, container and volume");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "df",
        Summary = "Show how much of the disk is used",
        Description = "Shows how much of the disk images, containers and volumes take, and how much a prune would give back",
        Examples = "{0}\n{0} --verbose\n{0} --format json\n{0} --format \"{{.Type}}\\t{{.Total}}\"",
        Options = static () => [Format, Verbose],
        Arguments = static invocation => invocation.Arguments.Count > 0 ? $"`{invocation.Path}` takes no arguments"
            : invocation.Get(Verbose) && invocation.Has(Format) ? "cannot combine --format and --verbose flags"
            : null,
        Run = static context =>
        {
            Print(context, context.Engine.System.DiskUsage());
            return Task.FromResult(ExitCodes.Success);
        },
    };

    private static void Print(CommandContext context, DiskUsage usage)
    {
        if (context.Invocation.Get(Verbose))
        {
            PrintEach(context, usage);
            return;
        }
        var rows = DfSummary.Of(usage);
        var format = context.Invocation.Get(Format);
        if (ReportFormat.IsJson(format))
        {
            var lines = rows.Select(row => "    " + Template.Parse("df", "{{json .}}").Execute(DfTable.Summaries.Value(row)));
            context.Out.Write($"[\n{string.Join(",\n", lines)}\n]\n");
            return;
        }
        var report = context.Invocation.Has(Format) ? ReportFormat.ForRows("df", format) : ReportFormat.Own("df", Columns);
        report.Write(context.Out, [.. rows.Select(DfTable.Summaries.Value)], DfTable.SummaryHeaders);
    }

    private static void PrintEach(CommandContext context, DiskUsage usage)
    {
        var now = context.Clock.GetUtcNow();
        var output = context.Out;
        var (images, containers) = (DfTable.Images(now), DfTable.Containers(now));
        output.Write("Images space usage:\n\n");
        ReportFormat.Own("df", ImageColumns).Write(output, [.. usage.Images.Select(images.Value)], DfTable.ImageHeaders);
        output.Write("\nContainers space usage:\n\n");
        ReportFormat.Own("df", ContainerColumns).Write(output, [.. usage.Containers.Select(containers.Value)], DfTable.ContainerHeaders);
        output.Write("\nLocal Volumes space usage:\n\n");
        ReportFormat.Own("df", VolumeColumns).Write(output, [.. usage.Volumes.Select(DfTable.Volumes.Value)], DfTable.VolumeHeaders);
    }
}
