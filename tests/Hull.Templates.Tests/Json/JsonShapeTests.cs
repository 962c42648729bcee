using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hull.Templates.Tests.Json;

public sealed class JsonShapeTests
{
    private const string Sample = """
        {
          "Id": "abc", "name": null, "Count": 3, "Size": 18446744073709551615, "Ratio": 2, "On": true, "When": "2026-11-23T20:00:00.5Z",
          "Wait": 1500000000, "Tags": ["a", "b"], "Labels": { "b": "2", "a": "1" }, "Inner": { "X": 1 }, "Extra": { "q": [1, 2.5, null, true] },
          "Limit": 5, "NoLimit": null
        }
        """;

    private static readonly JsonShape Shape = JsonShape.Struct(
        "test.Data", new("ID", JsonShape.Text) { JsonName = "Id" }, new("Name", JsonShape.Text) { JsonName = "name" }, new("Count", JsonShape.Integer),
        new("Size", JsonShape.Unsigned), new("Ratio", JsonShape.Number), new("On", JsonShape.Flag), new("When", JsonShape.Time),
        new("Wait", JsonShape.Duration), new("Tags", JsonShape.ListOf(JsonShape.Text)), new("Labels", JsonShape.MapOf(JsonShape.Text)),
        new("Inner", JsonShape.PointerTo(JsonShape.Struct("test.Inner", new JsonField("X", JsonShape.Integer)))), new("Extra", JsonShape.Any),
        new("Limit", JsonShape.PointerTo(JsonShape.Integer)), new("NoLimit", JsonShape.PointerTo(JsonShape.Integer)));

    [Theory]
    [InlineData("{{.ID}} {{.Name}} {{.Count}} {{.Size}} {{.Ratio}} {{.On}}", "abc  3 18446744073709551615 2 true")]
    [InlineData("{{.When}} {{.When.Year}} {{.Wait}} {{.Wait.Seconds}}", "2026-11-23 20:00:00.5 +0000 UTC 2026 1.5s 1.5")]
    [InlineData("{{.Tags}} {{.Labels}} {{.Inner}} {{.Inner.X}} {{.Labels.a}} {{.Labels.c}}", "[a b] map[a:1 b:2] {1} 1 1 <no value>")]
    [InlineData("{{.Extra}} {{.Extra.q}} {{index .Extra.q 1}} {{.Extra.none}}", "map[q:[1 2.5 <nil> true]] [1 2.5 <nil> true] 2.5 <no value>")]
    [InlineData("{{.Limit}} {{.NoLimit}} {{if .NoLimit}}x{{else}}y{{end}} {{index .Labels \"c\"}}|", "5 <nil> y |")]
    [InlineData("{{json .Inner}} {{json .Labels}} {{json .Extra}} {{json .When}} {{json .Wait}}", "{\"X\":1} {\"a\":\"1\",\"b\":\"2\"} {\"q\":[1,2.5,null,true]} \"2026-11-23T20:00:00.5Z\" 1500000000")]
    [InlineData("{{json .}}", "{\"Id\":\"abc\",\"name\":\"\",\"Count\":3,\"Size\":18446744073709551615,\"Ratio\":2,\"On\":true,\"When\":\"2026-11-23T20:00:00.5Z\",\"Wait\":1500000000,\"Tags\":[\"a\",\"b\"],\"Labels\":{\"a\":\"1\",\"b\":\"2\"},\"Inner\":{\"X\":1},\"Extra\":{\"q\":[1,2.5,null,true]},\"Limit\":5,\"NoLimit\":null}")]
    [InlineData("{{printf \"%T %T %T %T %T %T\" .Count .Tags .Labels .Inner .Limit .Extra}}", "int64 []string map[string]string *test.Inner *int64 map[string]interface {}")]
    public void Shows_json_as_the_struct_that_it_stands_for(string template, string expected)
    {
        using var document = JsonDocument.Parse(Sample);
        Assert.Equal(expected, Template.Parse("t", template).Execute(TemplateValue.FromJson(document.RootElement, Shape)));
        Assert.Equal(expected, Template.Parse("t", template).Execute(TemplateValue.FromJson(JsonNode.Parse(Sample), Shape)));
    }

    [Theory]
    [InlineData("{{.ID}}|{{.Count}}|{{.Size}}|{{.Ratio}}|{{.On}}|{{.When}}|{{.Wait}}|{{.Tags}}|{{.Labels}}|{{.Inner}}|{{.Extra}}|{{.Limit}}", "|0|0|0|false|0001-01-01 00:00:00 +0000 UTC|0s|[]|map[]|<nil>|<no value>|<nil>")]
    [InlineData("{{json .}}", "{}")]
    public void Fills_what_the_json_lacks_with_zero_values(string template, string expected) =>
        Assert.Equal(expected, Template.Parse("t", template).Execute(TemplateValue.FromJson(JsonNode.Parse("{}"), Shape)));

    [Theory]
    [InlineData("ID", "5", "5")]
    [InlineData("Count", "\"x\"", "x")]
    [InlineData("Count", "1.5", "1.5")]
    [InlineData("Size", "-1", "-1")]
    [InlineData("Size", "\"x\"", "x")]
    [InlineData("Ratio", "\"x\"", "x")]
    [InlineData("On", "\"yes\"", "yes")]
    [InlineData("On", "false", "false")]
    [InlineData("When", "\"yesterday\"", "yesterday")]
    [InlineData("When", "7", "7")]
    [InlineData("Wait", "\"1s\"", "1s")]
    [InlineData("Wait", "1.5", "1.5")]
    [InlineData("Tags", "{\"a\":1}", "map[a:1]")]
    [InlineData("Labels", "[1]", "[1]")]
    [InlineData("Inner", "[1]", "[1]")]
    [InlineData("Limit", "\"x\"", "x")]
    public void Shows_json_that_does_not_fit_its_shape_as_what_it_is(string field, string json, string expected)
    {
        var name = field == "ID" ? "Id" : field;
        var data = TemplateValue.FromJson(JsonNode.Parse($"{{\"{name}\":{json}}}"), Shape);
        Assert.Equal(expected, Template.Parse("t", $"{{{{.{field}}}}}").Execute(data));
    }

    [Theory]
    [InlineData("null", "{{.}} {{json .}} {{.x}}", "<no value> null <no value>")]
    [InlineData("5", "{{.}} {{printf \"%T\" .}}", "5 int64")]
    [InlineData("18446744073709551615", "{{.}} {{printf \"%T\" .}}", "18446744073709551615 uint64")]
    [InlineData("1.5e3", "{{.}} {{printf \"%T\" .}}", "1500 float64")]
    [InlineData("1e-7", "{{.}} {{json .}}", "1e-07 1e-7")]
    [InlineData("1e21", "{{.}} {{json .}}", "1e+21 1e+21")]
    [InlineData("[1,[2],{\"a\":null}]", "{{.}} {{json .}} {{range .}}[{{.}}]{{end}} {{printf \"%#v\" .}}", "[1 [2] map[a:<nil>]] [1,[2],{\"a\":null}] [1][[2]][map[a:<nil>]] []interface {}{1, []interface {}{2}, map[string]interface {}{\"a\":interface {}(nil)}}")]
    [InlineData("\"<&>\\u2028\\u0001\\b\\f\\\"\\\\\"", "{{json .}}", "\"<&>\\u2028\\u0001\\b\\f\\\"\\\\\"")]
    [InlineData("{\"b\":1,\"a\":{\"c\":true}}", "{{range $k, $v := .}}{{$k}}={{$v}};{{end}} {{.a.c}} {{.x.y}}", "a=map[c:true];b=1; true <no value>")]
    public void Shows_json_without_a_shape_as_decoded_json(string json, string template, string expected) =>
        Assert.Equal(expected, Template.Parse("t", template).Execute(TemplateValue.FromJson(JsonNode.Parse(json))));

    [Fact]
    public void Names_the_missing_field_of_a_struct_and_hints_at_another()
    {
        var data = TemplateValue.FromJson(JsonNode.Parse(Sample), Shape);
        var error = Assert.Throws<Hull.Core.EngineException>(() => Template.Parse("t", "{{.Tag}}").Execute(data));
        Assert.EndsWith("can't evaluate field Tag in type test.Data", error.Message, StringComparison.Ordinal);
        Assert.Equal("did you mean .Tags?", error.Hint);
        var nil = Assert.Throws<Hull.Core.EngineException>(() => Template.Parse("t", "{{.Inner.X}}").Execute(TemplateValue.FromJson(JsonNode.Parse("{}"), Shape)));
        Assert.EndsWith("nil pointer evaluating *test.Inner.X", nil.Message, StringComparison.Ordinal);
    }
}
