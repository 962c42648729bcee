using Hull.Core;

namespace Hull.Templates.Tests.Reports;

public sealed class DockerFormatTests
{
    private static readonly TemplateObject<string> Table = TemplateObject.For<string>("formatter.ContainerContext")
        .Field("ID", id => id)
        .Method("Names", id => "name-" + id)
        .Method("List", id => TemplateValue.List([id, id]))
        .Method("Label", id => new TemplateFunction("func(string) string", [GoType.String], _ => id));

    private static readonly ReportHeaders Headers =
        ReportHeaders.Of(Table.FieldNames, new Dictionary<string, string> { ["Names"] = "NAMES", ["List"] = "LIST" });

    [Theory]
    [InlineData("{{.ID}}", "a\nb\n")]
    [InlineData("json", "{\"ID\":\"a\"}\n{\"ID\":\"b\"}\n")]
    [InlineData("table {{.ID}}\\t{{.Names}}", "ID        NAMES\na         name-a\nb         name-b\n")]
    [InlineData("table{{.ID}}", "ID\na\nb\n")]
    [InlineData("table {{upper .ID}}\\t{{json .Names}}\\t{{join .List \"-\"}}\\t{{truncate .ID 1}}", "ID        NAMES      LIST      ID\nA         \"name-a\"   a-a       a\nB         \"name-b\"   b-b       b\n")]
    [InlineData("table {{.Label \"com.example.some-thing_else\"}}", "some thing else\na\nb\n")]
    [InlineData("table {{title .ID}}{{lower .Names}}{{split .ID \"\"}}", "IDNAMESID\nAname-a[a]\nBname-b[b]\n")]
    [InlineData("table {{pad .ID 2 0}}", "  ID\n  a\n  b\n")]
    [InlineData("table {{.ID}} {{range .List}}{{.}}{{end}}", "ID \na aa\nb bb\n")]
    [InlineData("  {{.ID}}\\n  ", "a\n\nb\n\n")]
    public void Prints_rows_as_docker_does(string format, string expected)
    {
        var output = new StringWriter();
        DockerFormat.Parse("", format).Write(output, [Table.Value("a"), Table.Value("b")], Headers);
        Assert.Equal(expected, output.ToString());
    }

    [Fact]
    public void Prints_the_header_line_also_without_rows()
    {
        var output = new StringWriter();
        DockerFormat.Parse("", "table {{.ID}}\\t{{.Names}}").Write(output, [], Headers);
        Assert.Equal("ID        NAMES\n", output.ToString());
    }

    [Fact]
    public void Prints_nothing_when_a_row_does_not_fit()
    {
        var output = new StringWriter();
        var format = DockerFormat.Parse("", "table {{.ID}}{{.Nope}}");
        Assert.Throws<EngineException>(() => format.Write(output, [Table.Value("a")], Headers));
        Assert.Equal("", output.ToString());
        Assert.Throws<EngineException>(() => DockerFormat.Parse("", "table {{"));
    }
}
