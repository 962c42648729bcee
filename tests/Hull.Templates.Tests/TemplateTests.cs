namespace Hull.Templates.Tests;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("{{.A}} {{.N}} {{.L}} {{.M}}", "x 7 [a b] map[k:v]")]
    [InlineData("{{range $i, $e := .L}}{{$i}}={{$e}};{{else}}none{{end}}", "0=a;1=b;")]
    [InlineData("{{if and .A (gt .N 3)}}yes{{else if .N}}no{{end}}", "yes")]
    [InlineData("{{- /* c */ -}} {{define \"t\"}}<{{.}}>{{end}}{{template \"t\" .A}}", "<x>")]
    [InlineData("{{printf \"%5.1f|%-4d|%q|%x|%v\" 3.14159 42 \"hi\" \"hi\" .L}}", "  3.1|42  |\"hi\"|6869|[a b]")]
    [InlineData("{{json .}}", "{\"A\":\"x\",\"N\":7,\"L\":[\"a\",\"b\"],\"M\":{\"k\":\"v\"}}")]
    [InlineData("{{.Missing}}", "<no value>")]
    public void Prints_what_Go_prints(string template, string expected)
    {
        var row = TemplateObject.For<int>("test.row")
            .Field("A", _ => "x")
            .Field("N", _ => 7)
            .Field("L", _ => TemplateValue.List(["a", "b"]))
            .Field("M", _ => TemplateValue.Map([KeyValuePair.Create("k", "v")]));
        var data = template.Contains("Missing", StringComparison.Ordinal)
            ? TemplateValue.Map([KeyValuePair.Create("A", (TemplateValue)"x")], GoType.Any)
            : row.Value(0);
        Assert.Equal(expected, Template.Parse("name", template).Execute(data));
    }
}
