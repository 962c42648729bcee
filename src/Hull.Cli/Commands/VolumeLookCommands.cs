using System.Text.Json;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Cli.Output.Rows;
using Hull.Core;
using Hull.Engine.Volumes;
using Hull.Templates;

namespace Hull.Cli.Commands;

/// <summary>The commands of <c>hull volume</c> that tell of volumes: ls, inspect, exists.</summary>
internal static class VolumeLookCommands
{
    private static readonly Option<bool> All = Flag.Bool("all", 'a', "Inspect all volumes");
    private static readonly Option<string[]> Filter = Flag.Array("filter", 'f', "Show the volumes that pass a filter (name=value)");
    private static readonly Option<string> Format = Flag.Text("format", Flag.NoShort, "Print as JSON, or by a Go template");
    private static readonly Option<string> InspectFormat = Flag.Text("format", 'f', "Print as JSON, or by a Go template", "json");
    private static readonly Option<bool> NoHeading = Flag.Bool("noheading", 'n', "Print no header line");
    private static readonly Option<bool> Quiet = Flag.Bool("quiet", 'q', "Print names only");

    /// <summary>The row of ls.</summary>
    public static Command List => new()
    {
        Name = "ls",
        Aliases = ["list"],
        Summary = "List volumes",
        Description = "Lists all volumes",
        Examples = "{0}\n{0} --format json\n{0} --format \"{{.Driver}} {{.Scope}}\"\n{0} --filter name=foo --filter label=blue",
        Options = static () => [Filter, Format, NoHeading, Quiet],
        Arguments = ArgumentRules.None,
        Run = static context =>
        {
            Print(context);
            return Task.FromResult(ExitCodes.Success);
        },
    };

    /// <summary>The row of inspect.</summary>
    public static Command Inspect => new()
    {
        Name = "inspect",
        Summary = "Tell all about one or more volumes",
        Description = "Tells all there is to tell of volumes",
        Usage = "[options] VOLUME [VOLUME...]",
        Examples = "{0} myvol\n{0} --all\n{0} --format \"{{.Driver}} {{.Scope}}\" myvol",
        Options = static () => [All, InspectFormat],
        Arguments = static invocation => invocation.Get(All) == invocation.Arguments.Count > 0 ? "provide one or more volume names or use --all" : null,
        Run = static context => Task.FromResult(RunInspect(context)),
    };

    /// <summary>The row of exists.</summary>
    public static Command Exists => new()
    {
        Name = "exists",
        Summary = "Check if a volume exists",
        Description = "Exits with 0 if there is such a volume, and with 1 if there is none",
        Usage = "VOLUME",
        Examples = "{0} myvol || hull volume create myvol",
        Arguments = ArgumentRules.Exactly(1),
        Run = static context => Task.FromResult(context.Engine.Volumes.Exists(context.Invocation.Arguments[0]) ? ExitCodes.Success : ExitCodes.No),
    };

    private static void Print(CommandContext context)
    {
        var invocation = context.Invocation;
        var volumes = context.Engine.Volumes.List(invocation.Get(Filter));
        var format = invocation.Get(Format);
        if (invocation.Get(Quiet) && !invocation.Has(Format))
        {
            foreach (var volume in volumes) context.Out.Write(volume.Name + "\n");
            return;
        }
        if (ReportFormat.IsJson(format))
        {
            context.Out.Write(new GoJson(2, escapeHtml: true).WriteArray(Elements(volumes)) + "\n");
            return;
        }
        var report = invocation.Has(Format) ? ReportFormat.ForRows("volume ls", format) : ReportFormat.Own("volume ls", "{{range .}}{{.Driver}}\t{{.Name}}\n{{end -}}");
        if (volumes.Count == 0 && !invocation.Has(Format)) return;
        report.Write(context.Out, [.. volumes.Select(VolumeTable.Rows.Value)], invocation.Get(NoHeading) ? null : VolumeTable.Headers);
    }

    private static int RunInspect(CommandContext context)
    {
        var (invocation, failures, found) = (context.Invocation, new Failures(), new List<InspectedVolume>());
        if (invocation.Get(All)) found.AddRange(context.Engine.Volumes.List());
        foreach (var name in invocation.Arguments) failures.Attempt(() => found.Add(Find(context, name)));
        failures.Attempt(() => Show(context, found, invocation.Get(InspectFormat)));
        context.Out.Flush();
        return failures.Report(context.Error);
    }

    private static InspectedVolume Find(CommandContext context, string name)
    {
        try
        {
            return context.Engine.Volumes.Inspect(name);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.NotFound)
        {
            throw new EngineException(e.Kind, $"inspecting object: no such volume {name}", e.Hint, e);
        }
    }

    private static void Show(CommandContext context, List<InspectedVolume> volumes, string format)
    {
        if (format.Length == 0 || ReportFormat.IsJson(format))
        {
            context.Out.Write(new GoJson(5, escapeHtml: false).WriteArray(Elements(volumes)) + "\n");
            return;
        }
        var report = ReportFormat.ForRows("inspect", format);
        report.Write(context.Out, [.. Elements(volumes).Select(static json => JsonReport.Value(json, InspectedVolume.JsonType))], headers: null);
    }

    private static JsonElement[] Elements(IReadOnlyList<InspectedVolume> volumes) =>
        [.. volumes.Select(static volume => JsonSerializer.SerializeToElement(volume, InspectedVolume.JsonType))];
}
