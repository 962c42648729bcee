using System.Text.Json;
using System.Text.RegularExpressions;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Inspect;
using Hull.Templates;

namespace Hull.Cli.Commands;

/// <summary><c>hull inspect</c>, <c>hull container inspect</c> and <c>hull image inspect</c>.</summary>
internal static partial class InspectCommand
{
    private static readonly Option<string> Format = Flag.Text("format", 'f', "Print as JSON, or by a Go template", "json");
    private static readonly Option<bool> Size = Flag.Bool("size", 's', "Add up the sizes of a container's files");
    private static readonly Option<string> Type = Flag.Text("type", 't', "What to look for (\"all\"|\"container\"|\"image\"|\"volume\")", "all");

    /// <summary>The row of inspect.</summary>
    public static Command Row => new()
    {
        Name = "inspect",
        Summary = "Tell all about a container, an image or a volume",
        Description = "Tells all there is to tell of what a name stands for: a container, else an image, else a volume",
        Usage = "[options] {CONTAINER|IMAGE|VOLUME} [...]",
        Examples = "{0} myctr\n{0} --type image IMAGE\n{0} --format \"{{.Id}} {{.Created}}\" myctr",
        Options = static () => [Format, ContainerTargets.Latest, Size, Type, .. InspectRemote.Options],
        Arguments = Check,
        Run = static context => InspectRemote.IsMeant(context.Invocation)
            ? InspectRemote.RunAsync(context, context.Invocation.Get(Format))
            : Task.FromResult(Run(context, KindOf(context.Invocation.Get(Type)))),
    };

    /// <summary>The row of container inspect.</summary>
    public static Command OfContainers => Row with
    {
        Summary = "Tell all about containers",
        Description = "Tells all there is to tell of containers",
        Usage = "[options] CONTAINER [CONTAINER...]",
        Examples = "{0} myctr\n{0} -l --format \"{{.Id}} {{.Config.Labels}}\"",
        Options = static () => [Format, ContainerTargets.Latest, Size],
        Run = static context => Task.FromResult(Run(context, InspectKind.Container)),
    };

    /// <summary>The row of image inspect.</summary>
    public static Command OfImages => Row with
    {
        Summary = "Tell all about images",
        Description = "Tells all there is to tell of images",
        Usage = "[options] IMAGE [IMAGE...]",
        Examples = "{0} IMAGE\n{0} --format \"{{.Id}} {{.Size}}\" IMAGE",
        Options = static () => [Format, .. InspectRemote.Options],
        Run = static context => InspectRemote.IsMeant(context.Invocation)
            ? InspectRemote.RunAsync(context, context.Invocation.Get(Format))
            : Task.FromResult(Run(context, InspectKind.Image)),
    };

    private static string? Check(Invocation invocation)
    {
        var latest = invocation.Get(ContainerTargets.Latest);
        if (latest && invocation.Get(Type) is "image" or "volume") return $"latest is not supported for type \"{invocation.Get(Type)}\"";
        if (invocation.Arguments.Count == 0 && !latest) return "no names or ids specified";
        return latest && invocation.Arguments.Count > 0 ? "--latest and arguments cannot be used together" : null;
    }

    private static InspectKind KindOf(string text) => text switch
    {
        "all" => InspectKind.All,
        "container" => InspectKind.Container,
        "image" => InspectKind.Image,
        "volume" => InspectKind.Volume,
        "pod" or "network" or "artifact" => throw new EngineException(ErrorKind.Unsupported, $"--type {text} is not supported yet: Hull has none of these"),
        _ => throw new EngineException(
            ErrorKind.InvalidArgument, $"invalid type {GoQuote.Text(text)}: must be \"image\", \"container\", \"pod\", \"network\", \"volume\", \"artifact\", or \"all\""),
    };

    private static int Run(CommandContext context, InspectKind kind)
    {
        var found = new List<InspectedObject>();
        var failures = new Failures();
        IEnumerable<string> names = context.Invocation.Get(ContainerTargets.Latest) ? [ContainerTargets.LatestOf(context)] : context.Invocation.Arguments;
        foreach (var name in names)
            failures.Attempt(() => found.Add(context.Engine.Inspect(name.TrimStart('/'), kind, context.Invocation.Get(Size))));
        // What failed is told below; what was found is printed all the same, as an empty list if need be.
        failures.Attempt(() => Print(context, found, kind));
        context.Out.Flush();
        return failures.Report(context.Error);
    }

    private static void Print(CommandContext context, List<InspectedObject> found, InspectKind kind)
    {
        var format = context.Invocation.Get(Format);
        if (format.Length == 0 || ReportFormat.IsJson(format))
        {
            JsonElement[] elements = [.. found.Select(static one => one.ToJson())];
            context.Out.Write(new GoJson(5, escapeHtml: false).WriteArray(elements) + "\n");
            return;
        }
        var report = ReportFormat.ForRows("inspect", Normalize(format, kind));
        report.Write(context.Out, [.. found.Select(static one => JsonReport.Value(one.ToJson(), one.JsonType))], headers: null);
    }

    // Podman's other names of fields.
    private static string Normalize(string format, InspectKind kind)
    {
        format = IdField().Replace(format, "{{.ID}}");
        format = format.Replace(".Src", ".Source", StringComparison.Ordinal).Replace(".Dst", ".Destination", StringComparison.Ordinal)
            .Replace(".ImageID", ".Image", StringComparison.Ordinal);
        return kind == InspectKind.Image ? format.Replace(".Config.Healthcheck", ".HealthCheck", StringComparison.Ordinal) : format;
    }

    [GeneratedRegex(@"{{\s*\.Id\s*}}", RegexOptions.CultureInvariant)]
    private static partial Regex IdField();
}
