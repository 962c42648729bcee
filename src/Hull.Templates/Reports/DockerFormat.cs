using Hull.Core;
using Hull.Templates.Reports;

namespace Hull.Templates;

/// <summary>
/// What Docker's lists print by their format (docker/cli, cli/command/formatter): each row ends with a newline; "table" at the start makes
/// a header line and aligned columns, <c>json</c> one object a line, and <c>\t</c> and <c>\n</c> are a tab and a newline.
/// </summary>
public sealed class DockerFormat
{
    private const string TableKeyword = "table";

    private readonly string _command;
    private readonly string _format;
    private readonly Template _template;
    private readonly bool _isTable;

    private DockerFormat(string command, string format, bool isTable)
    {
        _command = command;
        _format = format;
        _template = Template.Parse(command, format);
        _isTable = isTable;
    }

    /// <summary>Reads a format.</summary>
    /// <param name="command">The name for errors; Docker has none.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="EngineException">InvalidArgument: the template is malformed.</exception>
    public static DockerFormat Parse(string command, string format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var isTable = format.StartsWith(TableKeyword, StringComparison.Ordinal);
        if (isTable) format = format[TableKeyword.Length..];
        else if (format == "json") format = "{{json .}}";
        format = format.Trim(' ').Replace("\\t", "\t", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal);
        return new DockerFormat(command, format, isTable);
    }

    /// <summary>Prints the rows, below a header line for a table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="headers">The headers.</param>
    /// <exception cref="EngineException">InvalidArgument: the template does not fit the rows. Nothing is printed then.</exception>
    public void Write(TextWriter output, IEnumerable<TemplateValue> rows, ReportHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(headers);
        using var text = new StringWriter { NewLine = "\n" };
        foreach (var row in rows)
        {
            _template.Execute(row, text);
            text.WriteLine();
        }
        output.Write(_isTable ? TabAligner.Docker.Align(HeaderLine(headers) + "\n" + text) : text.ToString());
    }

    /// <summary>The header line: the same template over the headers, where functions leave the text as it is.</summary>
    private string HeaderLine(ReportHeaders headers)
    {
        using var line = new StringWriter();
        try
        {
            Template.Parse(_command, _format, DockerHeaders.Options).Execute(DockerHeaders.Row(headers), line);
        }
        catch (EngineException)
        {
            // A header that the template does not fit ends there, as Docker's does; the rows have shown that the template is good.
        }
        return line.ToString();
    }
}
