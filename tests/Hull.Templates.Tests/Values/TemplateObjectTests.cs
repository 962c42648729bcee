using Hull.Core;

namespace Hull.Templates.Tests.Values;

public sealed class TemplateObjectTests
{
    private static readonly TemplateObject<Inner> InnerTable = TemplateObject.For<Inner>("entities.ListContainer")
        .Field("Id", row => row.Id, json: "Id")
        .Field("Empty", _ => "", omitEmpty: true)
        .Field("Hidden", _ => "secret", json: "")
        .Field("Names", row => TemplateValue.List(row.Names))
        .Method("Human", row => "human " + row.Id)
        .Method("Greet", row => new TemplateFunction("func(...string) string", [GoType.String], a => row.Id + a.Count, isVariadic: true));

    private static readonly TemplateObject<Outer> OuterTable = TemplateObject.For<Outer>("containers.psReporter")
        .Embed("ListContainer", InnerTable, row => row.Inner)
        .Method("Names", row => string.Join(",", row.Inner.Names))
        .Method("ID", row => row.Inner.Id[..3])
        .Field("Own", row => row.Own);

    private static readonly TemplateObject<string> Speaking = TemplateObject.For<string>("test.Speaking")
        .Field("F", _ => 1)
        .Method("String", text => "I am " + text);

    private static readonly Outer Row = new(new Inner("abcdef", ["n1", "n2"]), 5);

    [Theory]
    [InlineData("{{.ID}} {{.Id}} {{.Names}} {{.Own}} {{.Human}} {{.ListContainer.Names}}", "abc abcdef n1,n2 5 human abcdef [n1 n2]")]
    [InlineData("{{.}}", "{{abcdef  secret [n1 n2]} 5}")]
    [InlineData("{{printf \"%+v\" .}}", "{ListContainer:{Id:abcdef Empty: Hidden:secret Names:[n1 n2]} Own:5}")]
    [InlineData("{{json .}}", "{\"Id\":\"abcdef\",\"Names\":[\"n1\",\"n2\"],\"Own\":5}")]
    [InlineData("{{.Greet}} {{.Greet \"a\" \"b\"}} {{\"c\" | .Greet}}", "abcdef0 abcdef2 abcdef1")]
    public void Shows_fields_in_declared_order_and_methods_only_when_asked(string template, string expected)
    {
        Assert.Equal(expected, Template.Parse("ps", template).Execute(OuterTable.Value(Row)));
        Assert.Equal(expected, Template.Parse("ps", template.Replace("%+v\" .", "%+v\" .", StringComparison.Ordinal)).Execute(OuterTable.Value(Row)));
    }

    [Fact]
    public void Reads_only_what_a_template_asks_for()
    {
        var reads = 0;
        var table = TemplateObject.For<int>("t").Field("Cheap", _ => 1).Field("Dear", _ => ++reads);
        Template.Parse("t", "{{.Cheap}}").Execute(table.Value(0));
        Assert.Equal(0, reads);
        Template.Parse("t", "{{.Dear}}").Execute(table.Value(0));
        Assert.Equal(1, reads);
    }

    [Theory]
    [InlineData("{{.}} {{printf \"%v %s %q %d\" . . . .}}", "I am x I am x I am x \"I am x\" {1}")]
    [InlineData("{{print .}} {{html .}} {{printf \"%#v\" .}}", "I am x I am x test.Speaking{F:1}")]
    public void Prints_by_its_String_method(string template, string expected) =>
        Assert.Equal(expected, Template.Parse("t", template).Execute(Speaking.Value("x")));

    [Fact]
    public void Points_to_a_row()
    {
        Assert.Equal("5 &{{abcdef  secret [n1 n2]} 5}", Template.Parse("t", "{{.Own}} {{printf \"%v\" .}}").Execute(OuterTable.Pointer(Row)));
        var error = Assert.Throws<EngineException>(() => Template.Parse("t", "{{.Name}}").Execute(OuterTable.Pointer(Row)));
        Assert.EndsWith("can't evaluate field Name in type *containers.psReporter", error.Message, StringComparison.Ordinal);
        Assert.Equal("did you mean .Names?", error.Hint);
    }

    [Fact]
    public void Has_headers_for_fields_but_not_for_methods() => Assert.Equal(["Id", "Empty", "Hidden", "Own"], OuterTable.FieldNames);

    [Fact]
    public void Gives_zero_values_for_keys_that_a_map_lacks()
    {
        GoType[] types =
        [
            GoType.Bool, GoType.Int64, GoType.Uint64, GoType.Float64, GoType.String, GoType.ListOf(GoType.String), GoType.MapOf(GoType.Int),
            GoType.PointerTo(GoType.Int), GoType.Any, GoType.Time, GoType.Duration, GoType.Struct("x"),
        ];
        var shown = types.Select(type => Template.Parse("t", "{{index . \"none\"}}").Execute(TemplateValue.Map(null, type)));
        Assert.Equal(
            ["false", "0", "0", "0", "", "[]", "map[]", "<nil>", "<no value>", "0001-01-01 00:00:00 +0000 UTC", "0s", "<no value>"], shown);
    }

    private sealed record Inner(string Id, string[] Names);

    private sealed record Outer(Inner Inner, int Own);
}
