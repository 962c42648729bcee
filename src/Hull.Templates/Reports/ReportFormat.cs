using System.Text;
using System.Text.RegularExpressions;
using Hull.Core;
using Hull.Templates.Reports;

namespace Hull.Templates;

/// <summary>
/// What a command prints by its format: Podman's rules for <c>--format</c> (containers/common, pkg/report). A format of a user is applied
/// to each row and ends with a newline; one that begins with "table " has a header line and aligned columns; the words <c>\t</c> and
/// <c>\n</c> in it are a tab and a newline. The command's own format is a table of its own making.
/// </summary>
public sealed partial class ReportFormat
{
    private const string TableKeyword = "table ";

    private readonly Template _template;
    private readonly TabAligner? _aligner;

    private ReportFormat(Template template, bool isTable)
    {
        _template = template;
        _aligner = isTable ? TabAligner.Podman : null;
        HasHeaders = isTable;
    }

    /// <summary>Whether a header line belongs above the rows, if the command has one.</summary>
    public bool HasHeaders { get; }

    /// <summary>Whether a format asks for JSON: <c>json</c>, <c>{{json}}</c> or <c>{{json.}}</c>. How that looks is each command's own.</summary>
    /// <param name="format">The format of the user.</param>
    public static bool IsJson(string format) => JsonWord().IsMatch(format);

    /// <summary>Whether a format asks for a table.</summary>
    /// <param name="format">The format of the user.</param>
    public static bool IsTable(string format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return format.StartsWith(TableKeyword, StringComparison.Ordinal);
    }

    /// <summary>The format of a user for a list of rows.</summary>
    /// <param name="command">The command's name, for errors.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="EngineException">InvalidArgument: the template is malformed.</exception>
    public static ReportFormat ForRows(string command, string format)
    {
        if (IsTable(format)) return Table(command, format);
        return Parse(command, WithRange(Normalize(format)), WithRange(format), isTable: false);
    }

    /// <summary>The format of a user for one object that is not a list (version, info, an event).</summary>
    /// <param name="command">The command's name, for errors.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="EngineException">InvalidArgument: the template is malformed.</exception>
    public static ReportFormat ForObject(string command, string format) =>
        IsTable(format) ? Table(command, format) : Parse(command, Normalize(format), format, isTable: false);

    /// <summary>A command's own format: a table, with its range written out where it lists rows.</summary>
    /// <param name="command">The command's name, for errors.</param>
    /// <param name="format">The format.</param>
    public static ReportFormat Own(string command, string format) => Parse(command, Normalize(format), format, isTable: true);

    /// <summary>Prints a header line, where the format has one, and rows.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="headers">The headers; null for no header line.</param>
    /// <exception cref="EngineException">InvalidArgument: the template does not fit the rows. What was printed before stays.</exception>
    public void Write(TextWriter output, IReadOnlyList<TemplateValue> rows, ReportHeaders? headers)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Print(output, text =>
        {
            if (HasHeaders && headers is not null) _template.Execute(TemplateValue.List([headers.Row], GoType.MapOf(GoType.String)), text);
            _template.Execute(TemplateValue.List(rows, rows.Count > 0 ? rows[0].Type : GoType.Any), text);
        });
    }

    /// <summary>Prints one value.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="data">The object, or for a format of rows a list of them.</param>
    /// <exception cref="EngineException">InvalidArgument: the template does not fit the value. What was printed before stays.</exception>
    public void Write(TextWriter output, TemplateValue data) => Print(output, text => _template.Execute(data, text));

    private void Print(TextWriter output, Action<TextWriter> print)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (_aligner is null)
        {
            print(output);
            return;
        }
        using var text = new StringWriter();
        try
        {
            print(text);
        }
        finally
        {
            output.Write(_aligner.Align(text.ToString()));
        }
    }

    private static ReportFormat Table(string command, string format) =>
        Parse(command, Ranged(Normalize(format)), Ranged(format[TableKeyword.Length..]), isTable: true);

    /// <summary>The format with its words for tabs and newlines replaced; where that spoils it ("{{println `\n`}}"), as it was written.</summary>
    private static ReportFormat Parse(string command, string normalized, string written, bool isTable)
    {
        try
        {
            return new ReportFormat(Template.Parse(command, normalized), isTable);
        }
        catch (EngineException)
        {
            return new ReportFormat(Template.Parse(command, written), isTable);
        }
    }

    private static string Ranged(string format) => "{{range .}}" + format + "{{end -}}";

    private static string WithRange(string format) => OwnRange().IsMatch(format) ? format : Ranged(format);

    private static string Normalize(string format)
    {
        var isTable = IsTable(format);
        var normalized = new StringBuilder(format.Length + 1);
        for (var at = 0; at < format.Length; at++)
        {
            var rest = format.AsSpan(at);
            if (isTable && rest.StartsWith(TableKeyword, StringComparison.Ordinal)) at += TableKeyword.Length - 1;
            else if (isTable && format[at] == ' ') normalized.Append('\t');
            else if (rest.StartsWith("\\t", StringComparison.Ordinal) || rest.StartsWith("\\n", StringComparison.Ordinal))
                normalized.Append(format[++at] == 't' ? '\t' : '\n');
            else normalized.Append(format[at]);
        }
        if (normalized.Length == 0 || normalized[^1] != '\n') normalized.Append('\n');
        return normalized.ToString();
    }

    [GeneratedRegex(@"^\s*(json|{{\s*json\.?\s*}})\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex JsonWord();

    [GeneratedRegex(@"{{\s*range\s*\.\s*}}.*{{\s*end\s*-?\s*}}", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex OwnRange();
}
