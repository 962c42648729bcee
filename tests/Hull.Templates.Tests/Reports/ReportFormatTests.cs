using Hull.Core;
using Hull.Templates.Reports;

namespace Hull.Templates.Tests.Reports;

public sealed class ReportFormatTests
{
    private static readonly TemplateObject<string[]> Table = TemplateObject.For<string[]>("test.row")
        .Field("ID", row => row[0])
        .Field("CreatedAt", row => row[1])
        .Method("Names", row => row[2]);

    private static readonly TemplateValue[] Rows = [Table.Value(["1", "today", "short"]), Table.Value(["22", "long ago, in a year", "x"])];

    private static readonly ReportHeaders Headers = ReportHeaders.Of(Table.FieldNames, new Dictionary<string, string> { ["Names"] = "names" });

    [Theory]
    [InlineData("{{.ID}}", "1\n22\n")]
    [InlineData("{{.ID}}\\t{{.Names}}", "1\tshort\n22\tx\n")]
    [InlineData("{{.ID}}\\n", "1\n22\n")]
    [InlineData("{{range .}}{{.ID}},{{end}}", "1,22,\n")]
    [InlineData("{{ range . }}{{.ID}},{{ end -}}  ", "1,22,")]
    [InlineData("table {{.ID}}\\t{{.Names}}", "ID          NAMES\n1           short\n22          x\n")]
    [InlineData("table {{.CreatedAt}} {{.ID}}", "CREATED AT           ID\ntoday                1\nlong ago, in a year  22\n")]
    [InlineData("table {{.ID}}", "ID\n1\n22\n")]
    [InlineData("{{`\\n`}}{{.ID}}", "\n1\n\n22\n")]
    [InlineData("{{\"a\\n\"}}{{.ID}}", "a\n1a\n22")]
    [InlineData("table {{\"a b\\n\"}}{{.ID}}", null)]
    public void Prints_rows_by_the_format_of_a_user(string format, string? expected)
    {
        var output = new StringWriter();
        ReportFormat.ForRows("ps", format).Write(output, Rows, Headers);
        if (expected is not null) Assert.Equal(expected, output.ToString());
        else Assert.Contains("a b", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_the_header_line_out_when_there_are_no_headers()
    {
        var output = new StringWriter();
        ReportFormat.ForRows("ps", "table {{.ID}}\t{{.Names}}").Write(output, Rows, null);
        Assert.Equal("1           short\n22          x\n", output.ToString());
    }

    [Fact]
    public void Prints_the_commands_own_format_as_a_table()
    {
        var own = ReportFormat.Own("ps", "{{range .}}{{.ID}}\t{{.CreatedAt}}\n{{end -}}");
        Assert.True(own.HasHeaders);
        var output = new StringWriter();
        own.Write(output, Rows, Headers);
        Assert.Equal("ID          CREATED AT\n1           today\n22          long ago, in a year\n", output.ToString());
        var empty = new StringWriter();
        own.Write(empty, [], Headers);
        Assert.Equal("ID          CREATED AT\n", empty.ToString());
    }

    [Theory]
    [InlineData("{{.ID}}", false, "1\n")]
    [InlineData("{{.ID}}\\t!", false, "1\t!\n")]
    [InlineData("table {{.ID}}", true, null)]
    public void Prints_one_object(string format, bool isTable, string? expected)
    {
        var report = ReportFormat.ForObject("info", format);
        Assert.Equal(isTable, report.HasHeaders);
        var output = new StringWriter();
        if (expected is null)
        {
            Assert.Throws<EngineException>(() => report.Write(output, Rows[0]));
            return;
        }
        report.Write(output, Rows[0]);
        Assert.Equal(expected, output.ToString());
    }

    [Fact]
    public void Prints_what_there_is_of_a_table_before_an_error()
    {
        var output = new StringWriter();
        var report = ReportFormat.ForRows("ps", "table {{.ID}}\\t{{.Nope}}");
        var error = Assert.Throws<EngineException>(() => report.Write(output, Rows, Headers));
        Assert.Equal("ID          <no value>\n1", output.ToString());
        Assert.Equal("template: ps:1:21: executing \"ps\" at <.Nope>: can't evaluate field Nope in type test.row", error.Message);
    }

    [Fact]
    public void Reports_the_error_of_the_format_as_it_was_written()
    {
        var error = Assert.Throws<EngineException>(() => ReportFormat.ForRows("ps", "{{.ID}}{{nope}}"));
        Assert.Equal("template: ps:1:20: function \"nope\" not defined", error.Message);
        Assert.Equal(TemplatePhase.Parse, Assert.IsType<TemplateException>(error.InnerException).Phase);
    }

    [Theory]
    [InlineData("json", true)]
    [InlineData(" json ", true)]
    [InlineData("{{json}}", true)]
    [InlineData("{{ json. }}", true)]
    [InlineData("{{json .}}", false)]
    [InlineData("JSON", false)]
    [InlineData("", false)]
    public void Knows_the_word_for_json(string format, bool isJson) => Assert.Equal(isJson, ReportFormat.IsJson(format));

    [Theory]
    [InlineData("table {{.ID}}", true)]
    [InlineData("table", false)]
    [InlineData("tables {{.ID}}", false)]
    [InlineData(" table {{.ID}}", false)]
    public void Knows_the_word_for_tables(string format, bool isTable) => Assert.Equal(isTable, ReportFormat.IsTable(format));

    [Theory]
    [InlineData("ID", "ID")]
    [InlineData("CreatedAt", "CREATED AT")]
    [InlineData("IPAddress", "IP ADDRESS")]
    [InlineData("CPUPerc", "CPU PERC")]
    [InlineData("PIDs", "PI DS")]
    [InlineData("Layer2Size", "LAYER 2 SIZE")]
    [InlineData("a_b", "A _ B")]
    [InlineData("", "")]
    public void Makes_headers_of_names(string field, string header) => Assert.Equal(header, ReportHeaders.Of([field]).ByField[field]);

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a\tb", "a           b")]
    [InlineData("a\t", "a")]
    [InlineData("a\t\n", "a           \n")]
    [InlineData("a\tb\nlonger than twelve\tc\n", "a                   b\nlonger than twelve  c\n")]
    [InlineData("longer than twelve\tb\nalone\na\tc\n", "longer than twelve  b\nalone\na           c\n")]
    [InlineData("a\tb\fa longer first cell\tc", "a           b\na longer first cell  c")]
    [InlineData("a\vb\tc", "a           b           c")]
    [InlineData("a\t\tb\n\t\tc\n", "a                       b\n                        c\n")]
    [InlineData("a\tb\tc\nd\te\nf\tggggggggggggg\th\n", "a           b           c\nd           e\nf           ggggggggggggg  h\n")]
    [InlineData("日本語\tb\n", "日本語         b\n")]
    public void Aligns_at_elastic_tab_stops(string text, string expected) => Assert.Equal(expected, TabAligner.Podman.Align(text));

    [Theory]
    [InlineData("日本語", 6)]
    [InlineData("e\u0301", 1)]
    [InlineData("a\u0007b", 2)]
    [InlineData("한글ｆ｡", 7)]
    [InlineData("😀", 2)]
    [InlineData("é", 1)]
    public void Counts_columns_of_a_terminal(string text, int columns) => Assert.Equal(columns, ColumnWidth.ByDisplay(text));
}
