using Hull.Templates.Json;
using Hull.Templates.Printing;

namespace Hull.Templates.Functions;

/// <summary>The functions that every template has: Go's own, and those that Docker and Podman add.</summary>
internal static class BuiltIn
{
    private static readonly GoType Strings = GoType.ListOf(GoType.String);

    /// <summary>All of them by name. The evaluator runs and, or and call itself; here they stand for the number of their arguments.</summary>
    public static IReadOnlyDictionary<string, TemplateFunction> Functions { get; } = new Dictionary<string, TemplateFunction>(StringComparer.Ordinal)
    {
        ["and"] = Values(1, a => a[^1]),
        ["or"] = Values(1, a => a[^1]),
        ["not"] = Of([GoType.Any], a => !a[0].IsTrue),
        ["call"] = Values(1, a => a[0]),
        ["eq"] = Values(1, a => Comparison.Equal(a[0], a.Skip(1))),
        ["ne"] = Of([GoType.Any, GoType.Any], a => !Comparison.Equal(a[0], [a[1]])),
        ["lt"] = Of([GoType.Any, GoType.Any], a => Comparison.Less(a[0], a[1])),
        ["le"] = Of([GoType.Any, GoType.Any], a => Comparison.LessOrEqual(a[0], a[1])),
        ["gt"] = Of([GoType.Any, GoType.Any], a => !Comparison.LessOrEqual(a[0], a[1])),
        ["ge"] = Of([GoType.Any, GoType.Any], a => !Comparison.Less(a[0], a[1])),
        ["index"] = Values(1, a => Indexing.Index(a[0], a.Skip(1))),
        ["slice"] = Values(1, a => Indexing.Slice(a[0], [.. a.Skip(1)])),
        ["len"] = Of([GoType.Reflected], a => Indexing.Length(a[0])),
        ["print"] = Values(0, GoPrint.Sprint),
        ["println"] = Values(0, GoPrint.Sprintln),
        ["printf"] = new("func(string, ...interface {}) string", [GoType.String, GoType.Any], a => GoPrint.Sprintf(a[0].AsText(), [.. a.Skip(1)]), true),
        ["html"] = Values(0, a => Escaping.Html(Shown(a))),
        ["js"] = Values(0, a => Escaping.JavaScript(Shown(a))),
        ["urlquery"] = Values(0, a => Escaping.UrlQuery(Shown(a))),
        ["json"] = Of([GoType.Any], a => JsonText.Of(a[0])),
        ["join"] = Of([Strings, GoType.String], a => string.Join(a[1].AsText(), ((ListValue)a[0]).Items.Select(item => item.AsText()))),
        ["split"] = Of([GoType.String, GoType.String], a => TemplateValue.List(Words.Split(a[0].AsText(), a[1].AsText()))),
        ["lower"] = Of([GoType.String], a => a[0].AsText().ToLowerInvariant()),
        ["upper"] = Of([GoType.String], a => a[0].AsText().ToUpperInvariant()),
        ["title"] = Of([GoType.String], a => Words.Title(a[0].AsText())),
        ["pad"] = Of([GoType.String, GoType.Int, GoType.Int], a => Words.Pad(a[0].AsText(), a[1].AsInteger(), a[2].AsInteger())),
        ["truncate"] = Of([GoType.String, GoType.Int], a => Words.Truncate(a[0].AsText(), a[1].AsInteger())),
    };

    private static TemplateFunction Of(IReadOnlyList<GoType> parameters, Func<IReadOnlyList<TemplateValue>, TemplateValue> invoke) =>
        new("func", parameters, invoke);

    /// <summary>A function of any number of values, but at least some.</summary>
    private static TemplateFunction Values(int atLeast, Func<IReadOnlyList<TemplateValue>, TemplateValue> invoke) =>
        new("func", [.. Enumerable.Repeat(GoType.Any, atLeast + 1)], invoke, isVariadic: true);

    private static TemplateFunction Values(int atLeast, Func<IReadOnlyList<TemplateValue>, string> invoke) =>
        Values(atLeast, a => (TemplateValue)invoke(a));

    private static string Shown(IReadOnlyList<TemplateValue> values) => GoPrint.Sprint([.. values.Select(GoPrint.Showable)]);
}
