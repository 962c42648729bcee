using System.Buffers;
using System.Text;
using Hull.Templates.Reports;

namespace Hull.Templates;

/// <summary>Rows of texts in Podman's columns, for tables that no template describes.</summary>
public static class AlignedRows
{
    private const int Narrowest = 12;
    private const int Gap = 2;

    private static readonly SearchValues<char> Breaks = SearchValues.Create("\t\v\f\n");

    /// <summary>The table's text: a line a row.</summary>
    /// <param name="rows">The rows, a header among them.</param>
    public static string Of(IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var all = rows.ToList();
        // What breaks cells or lines is for the whole machinery.
        if (all.Exists(static row => row.Any(static cell => cell.AsSpan().ContainsAny(Breaks))))
            return TabAligner.Podman.Align(string.Concat(all.Select(static row => string.Join('\t', row) + "\n")));
        var widths = new int[all.Count == 0 ? 0 : all.Max(static row => row.Count)];
        Array.Fill(widths, Narrowest);
        foreach (var row in all)
        {
            for (var column = 0; column < row.Count - 1; column++) widths[column] = Math.Max(widths[column], ColumnWidth.ByCharacter(row[column]) + Gap);
        }
        var text = new StringBuilder();
        foreach (var row in all)
        {
            for (var column = 0; column < row.Count - 1; column++) text.Append(row[column]).Append(' ', widths[column] - ColumnWidth.ByCharacter(row[column]));
            text.Append(row.Count > 0 ? row[^1] : "").Append('\n');
        }
        return text.ToString();
    }
}
