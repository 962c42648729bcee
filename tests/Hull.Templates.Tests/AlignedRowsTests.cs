using Hull.Templates.Reports;

namespace Hull.Templates.Tests;

public sealed class AlignedRowsTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell_and_at_least_twelve() => Assert.Equal(
        "A           B\nlong text of a cell  x\n".Replace("A           B", "A                    B"), AlignedRows.Of([["A", "B"], ["long text of a cell", "x"]]));

    [Theory]
    [InlineData("a", "b", "c")]
    [InlineData("", "äöü 漢字", "")]
    [InlineData("a longer one than twelve", "🚢", "z")]
    [InlineData("tab\tinside", "line\nbreak", "z")]
    public void The_table_is_the_one_that_a_template_makes(string first, string second, string third)
    {
        string[][] rows = [["ONE", "TWO", "THREE"], [first, second, third]];
        Assert.Equal(TabAligner.Podman.Align(string.Concat(rows.Select(row => string.Join('\t', row) + "\n"))), AlignedRows.Of(rows));
    }

    [Fact]
    public void No_rows_are_no_text() => Assert.Equal("", AlignedRows.Of([]));
}
