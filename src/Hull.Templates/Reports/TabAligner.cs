using System.Text;

namespace Hull.Templates.Reports;

/// <summary>
/// Aligns text at elastic tab stops, as Go's text/tabwriter: a cell is what a tab ends; cells that stand below each other in lines that
/// follow each other form a column, as wide as its widest cell. What no tab ends, the rest of a line, belongs to no column.
/// </summary>
internal sealed class TabAligner(int minimum, int padding, Func<string, int> width)
{
    /// <summary>Podman's tables: columns of at least 12, two spaces between them.</summary>
    public static TabAligner Podman { get; } = new(12, 2, ColumnWidth.ByCharacter);

    /// <summary>Docker's tables: columns of at least 10, three spaces between them.</summary>
    public static TabAligner Docker { get; } = new(10, 3, ColumnWidth.ByDisplay);

    /// <summary>The text with spaces for its tabs.</summary>
    public string Align(string text)
    {
        var aligned = new StringBuilder();
        // A form feed ends a line and everything above it, so that no column reaches across.
        var sections = text.Split('\f');
        for (var section = 0; section < sections.Length; section++)
        {
            var lines = sections[section].Split('\n').Select(line => line.Split('\t', '\v')).ToArray();
            // A tab that nothing follows, not even a newline, has not begun another cell.
            if (section == sections.Length - 1 && lines[^1] is [.., _, ""]) lines[^1] = lines[^1][..^1];
            var widths = lines.Select(line => new int[line.Length - 1]).ToArray();
            Measure(lines, widths, 0, lines.Length, 0);
            Write(aligned, lines, widths);
            if (section < sections.Length - 1) aligned.Append('\n');
        }
        return aligned.ToString();
    }

    /// <summary>Finds the widths of one column between two lines, block by block, and within each block those of the next column.</summary>
    private void Measure(string[][] lines, int[][] widths, int from, int to, int column)
    {
        for (var at = from; at < to; at++)
        {
            var start = at;
            var widest = minimum;
            for (; at < to && column < widths[at].Length; at++) widest = Math.Max(widest, width(lines[at][column]) + padding);
            if (at == start) continue;
            for (var line = start; line < at; line++) widths[line][column] = widest;
            Measure(lines, widths, start, at, column + 1);
        }
    }

    private void Write(StringBuilder aligned, string[][] lines, int[][] widths)
    {
        for (var line = 0; line < lines.Length; line++)
        {
            if (line > 0) aligned.Append('\n');
            for (var column = 0; column < widths[line].Length; column++)
            {
                var cell = lines[line][column];
                aligned.Append(cell).Append(' ', widths[line][column] - width(cell));
            }
            aligned.Append(lines[line][^1]);
        }
    }
}
