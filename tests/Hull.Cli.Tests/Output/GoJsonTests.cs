using System.Text.Json;
using Hull.Cli.Output;

namespace Hull.Cli.Tests.Output;

public sealed class GoJsonTests
{
    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    [InlineData("null", "null")]
    [InlineData("[1,2.50,true,\"x\"]", "[\n  1,\n  2.50,\n  true,\n  \"x\"\n]")]
    [InlineData("{\"a\":{\"b\":[]},\"c\":null}", "{\n  \"a\": {\n    \"b\": []\n  },\n  \"c\": null\n}")]
    [InlineData("\"grün + 'x'\"", "\"grün + 'x'\"")]
    [InlineData("\"\\\"\\\\\\n\\r\\t\\u0001\\u2028\"", "\"\\\"\\\\\\n\\r\\t\\u0001\\u2028\"")]
    [InlineData("\"<a> & b\"", "\"\\u003ca\\u003e \\u0026 b\"")]
    public void Writes_as_Go(string json, string expected) => Assert.Equal(expected, new GoJson(2, escapeHtml: true).Write(Parse(json)));

    [Fact]
    public void Writes_on_one_line_and_leaves_html_alone()
    {
        var json = new GoJson(0, escapeHtml: false);
        Assert.Equal("{\"a\":[1,\"<&>\"]}", json.Write(Parse("{ \"a\" : [ 1 , \"<&>\" ] }")));
        Assert.Equal("[1,{}]", json.WriteArray([Parse("1"), Parse("{}")]));
        Assert.Equal("[]", json.WriteArray([]));
    }

    [Theory]
    [InlineData("{\"b\":1,\"a\":\"x\"}", "a: x\nb: 1\n")]
    [InlineData("{\"a\":[],\"b\":{},\"c\":null,\"d\":\"\"}", "a: []\nb: {}\nc: null\nd: \"\"\n")]
    [InlineData("{\"a\":[\"x\",\"z\"],\"b\":{\"c\":[1]}}", "a:\n- x\n- z\nb:\n  c:\n  - 1\n")]
    [InlineData("{\"a\":[{\"b\":1,\"c\":{\"d\":2}},{\"b\":3}]}", "a:\n- b: 1\n  c:\n    d: 2\n- b: 3\n")]
    [InlineData("{\"a\":{\"b\":[{\"c\":[1,2]}]}}", "a:\n  b:\n  - c:\n    - 1\n    - 2\n")]
    [InlineData("{\"a\":\"12\",\"b\":\"true\",\"c\":\"null\",\"d\":\"0x1f\",\"e\":\"1.5e3\"}", "a: \"12\"\nb: \"true\"\nc: \"null\"\nd: \"0x1f\"\ne: \"1.5e3\"\n")]
    [InlineData("{\"a\":\"x: y\",\"b\":\"it's: x\",\"c\":\"- x\",\"d\":\"x #y\",\"e\":\"x:\"}", "a: 'x: y'\nb: 'it''s: x'\nc: '- x'\nd: 'x #y'\ne: 'x:'\n")]
    [InlineData("{\"a\":\"one\\ntwo\",\"b\":{\"c\":\"one\\n\\ntwo\\n\"}}", "a: |-\n  one\n  two\nb:\n  c: |\n    one\n\n    two\n")]
    [InlineData("{\"a\":\"x\\ty\\u0001\\\"\"}", "a: \"x\\ty\\x01\\\"\"\n")]
    [InlineData("\"x\"", "x\n")]
    [InlineData("[1,[2,3]]", "- 1\n- - 2\n  - 3\n")]
    public void Writes_yaml(string json, string expected) => Assert.Equal(expected, YamlText.Write(Parse(json)));
}
