using System.Text.Json.Serialization.Metadata;
using Hull.Engine.Containers.Inspect;
using Hull.Engine.Inspect;
using Hull.Engine.Systemwide;

namespace Hull.Cli.Completion;

/// <summary>Finds the fields that a Go template of <c>--format</c> may name: those of what the command prints.</summary>
internal static class CompleteTemplate
{
    private static readonly char[] Breaks = [' ', '(', '{', '|'];
    private const CompletionDirective Inside = CompletionDirective.NoFileComp | CompletionDirective.NoSpace;

    /// <summary>The answer.</summary>
    /// <param name="line">The line.</param>
    /// <param name="names">Tells what the names before stand for.</param>
    public static Completions Run(UnfinishedLine line, CompleteNames names)
    {
        var typed = line.Typed;
        var open = typed.LastIndexOf("{{", StringComparison.Ordinal);
        if (open < 0) return Completions.Of(typed, "json", "{{.") with { Directive = Inside };
        // Only the dotted path that is being typed counts.
        var start = typed.LastIndexOfAny(Breaks) + 1;
        if (typed.IndexOf("}}", open, StringComparison.Ordinal) >= 0 || TypeOf(line, names) is not { } type) return new Completions([], Inside);
        if (start >= typed.Length || typed[start] != '.') return new Completions([], Inside);
        var path = typed[(start + 1)..].Split('.');
        foreach (var word in path.SkipLast(1))
        {
            if (Property(type, word) is not { } property || Object(property) is not { } next) return new Completions([], Inside);
            type = next;
        }
        var before = typed[..(typed.Length - path[^1].Length)];
        return new Completions([.. Fields(type, before).Where(item => item.Text.StartsWith(typed, StringComparison.Ordinal))], Inside);
    }

    private static JsonTypeInfo? TypeOf(UnfinishedLine line, CompleteNames names) => line.Command.Name switch
    {
        "inspect" => line.Path.Split(' ') switch
        {
            [_, "image", _] => InspectedImage.JsonType,
            [_, "container", _] => InspectedContainer.JsonType,
            [_, _] => names.IsOnlyImage(line.Parsed.Arguments) ? InspectedImage.JsonType : InspectedContainer.JsonType,
            _ => null,
        },
        "info" => EngineInfo.JsonType,
        "version" => VersionReport.JsonType,
        _ => null,
    };

    private static IEnumerable<CompletionItem> Fields(JsonTypeInfo type, string before) => type.Properties
        .Select(property => (Name: GoNames.FieldName(type.Type, property.Name), Nested: Object(property) is not null))
        .OrderBy(static field => field.Name, StringComparer.Ordinal)
        .Select(field => new CompletionItem(field.Nested ? $"{before}{field.Name}." : $"{before}{field.Name}}}}}"));

    private static JsonPropertyInfo? Property(JsonTypeInfo type, string name) =>
        type.Properties.FirstOrDefault(property => GoNames.FieldName(type.Type, property.Name) == name);

    private static JsonTypeInfo? Object(JsonPropertyInfo property)
    {
        var type = property.Options.GetTypeInfo(property.PropertyType);
        return type.Kind == JsonTypeInfoKind.Object && type.Properties.Count > 0 ? type : null;
    }
}
