using System.Globalization;
using System.Text;

namespace Hull.Cli.Manual;

/// <summary>Writes a manual page in the macros of man(7). What is text stays text: nothing of it is taken for a request or an escape.</summary>
internal sealed class Roff
{
    private readonly StringBuilder text = new();

    /// <summary>The title line.</summary>
    /// <param name="page">The page's name.</param>
    /// <param name="source">Program and version, at the foot.</param>
    /// <param name="manual">The manual's title, at the head.</param>
    public Roff Title(string page, string source, string manual)
    {
        text.Append(CultureInfo.InvariantCulture, $".TH \"{Quoted(page.ToUpperInvariant())}\" \"1\" \"\" \"{Quoted(source)}\" \"{Quoted(manual)}\"\n");
        // Long options and paths cannot be broken: lines end where they end.
        text.Append(".ad l\n");
        return this;
    }

    /// <summary>The heading of a section.</summary>
    /// <param name="heading">The heading, in capitals.</param>
    public Roff Section(string heading)
    {
        text.Append(".SH ").Append(Escape(heading)).Append('\n');
        return this;
    }

    /// <summary>A paragraph.</summary>
    /// <param name="marked">Text from <see cref="Escape"/>, <see cref="Bold"/> and <see cref="Italic"/>.</param>
    public Roff Paragraph(string marked)
    {
        text.Append(".PP\n").Append(Line(marked)).Append('\n');
        return this;
    }

    /// <summary>A line of text right below a heading.</summary>
    /// <param name="marked">Text from <see cref="Escape"/>, <see cref="Bold"/> and <see cref="Italic"/>.</param>
    public Roff Text(string marked)
    {
        text.Append(Line(marked)).Append('\n');
        return this;
    }

    /// <summary>A term and, indented below it, what it means.</summary>
    /// <param name="term">The term, marked.</param>
    /// <param name="meaning">What it means, marked; lines are kept apart.</param>
    public Roff Item(string term, string meaning)
    {
        text.Append(".TP\n").Append(Line(term)).Append('\n');
        text.AppendJoin("\n.br\n", meaning.Split('\n').Select(Line)).Append('\n');
        return this;
    }

    /// <summary>Lines that are shown as they are.</summary>
    /// <param name="lines">The lines, plain.</param>
    public Roff Verbatim(IEnumerable<string> lines)
    {
        text.Append(".PP\n.RS 4\n.nf\n");
        foreach (var line in lines) text.Append(Line(Escape(line))).Append('\n');
        text.Append(".fi\n.RE\n");
        return this;
    }

    /// <summary>Plain text for use in the others: backslashes and dashes are what they look like.</summary>
    /// <param name="plain">The text.</param>
    public static string Escape(string plain) => plain
        .Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal).Replace("`", "\\(ga", StringComparison.Ordinal)
        .Replace("'", "\\(aq", StringComparison.Ordinal).Replace("^", "\\(ha", StringComparison.Ordinal).Replace("~", "\\(ti", StringComparison.Ordinal);

    /// <summary>Bold: what is typed as it is.</summary>
    /// <param name="plain">The text.</param>
    public static string Bold(string plain) => $"\\fB{Escape(plain)}\\fR";

    /// <summary>Italic: what stands for something else.</summary>
    /// <param name="plain">The text.</param>
    public static string Italic(string plain) => $"\\fI{Escape(plain)}\\fR";

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private static string Quoted(string plain) => Escape(plain).Replace("\"", "\\(dq", StringComparison.Ordinal);

    // A line that begins with a dot or a quote would be a request.
    private static string Line(string marked) => marked.Length > 0 && marked[0] is '.' or '\'' ? "\\&" + marked : marked;
}
