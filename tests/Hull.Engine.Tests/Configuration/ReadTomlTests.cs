using System.Text;
using Hull.Core;
using Hull.Engine.Configuration;

namespace Hull.Engine.Tests.Configuration;

public sealed class ReadTomlTests
{
    [Fact]
    public void Reads_flat_entries_with_their_lines()
    {
        var entries = Read("""
            top = "x"
            # a comment
            [containers]
              # another, indented
            env = ["a=b", "c", {append=true}]   # and one behind
            pids_limit = 0x10
            http_proxy = false

            [engine.runtimes]
            crun = [
              # inside an array
              "/x",
              "/y",
            ]
            "odd.name" = []
            inline = { a = 1, b.c = "z" }
            """);
        Assert.Equal(("x", 1), (entries["top"].Text, entries["top"].Line));
        Assert.Equal(["a=b", "c"], entries["containers.env"].Items);
        Assert.True(entries["containers.env"].Append);
        Assert.Equal((16L, 6), (entries["containers.pids_limit"].Number, entries["containers.pids_limit"].Line));
        Assert.Equal((TomlEntryKind.Boolean, 0L), (entries["containers.http_proxy"].Kind, entries["containers.http_proxy"].Number));
        Assert.Equal(["/x", "/y"], entries["engine.runtimes.crun"].Items);
        Assert.Equal(TomlEntryKind.Strings, entries["engine.runtimes.odd.name"].Kind);
        Assert.Equal("z", entries["engine.runtimes.inline.b.c"].Text);
        Assert.Equal("f", entries["top"].File);
    }

    [Theory]
    [InlineData("a = [1]")]
    [InlineData("a = [\"x\", 1]")]
    [InlineData("a = [[\"x\"]]")]
    [InlineData("a = [{x=1}]")]
    [InlineData("a = [\"x\", {append=1}]")]
    [InlineData("a = [\"x\", {append=true, other=true}]")]
    [InlineData("a = [\"x\", {append={append=true}}]")]
    [InlineData("a = [{x=[{y=1}]}, \"x\"]")]
    [InlineData("[[a]]\nx=1\n[[a]]\nx=2")]
    public void Tells_other_arrays_apart(string text) => Assert.Equal(TomlEntryKind.OtherArray, Read(text)["a"].Kind);

    [Theory]
    [InlineData("a = 1.5", TomlEntryKind.Float)]
    [InlineData("a = 2020-01-01", TomlEntryKind.Date)]
    [InlineData("a = 12:00:00", TomlEntryKind.Date)]
    [InlineData("a = '''x'''", TomlEntryKind.String)]
    [InlineData("a = -1", TomlEntryKind.Integer)]
    public void Knows_the_types(string text, object kind) => Assert.Equal((TomlEntryKind)kind, Read(text)["a"].Kind);

    [Fact]
    public void Leaves_multi_line_strings_alone()
    {
        var text = Read("a = \"\"\"\nfirst\n# no comment\n\"\"\"\nb = 2")["a"].Text;
        Assert.Equal("first\n# no comment\n", text);
    }

    [Theory]
    [InlineData("# all comment", "\n")]
    [InlineData("a=1\n \t# x\nb=2", "a=1\n\nb=2\n")]
    [InlineData("a='#'\n", "a='#'\n")]
    [InlineData("", "")]
    [InlineData("\r\n#x\r\na=1", "\r\n\na=1\n")]
    public void Takes_comments_out_and_keeps_lines(string text, string expected) =>
        Assert.Equal(expected, ReadToml.WithoutComments(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("a = ", "f:1: not valid TOML: ")]
    [InlineData("# x\n\na = [1,\n", "not valid TOML: Unexpected end-of-file")]
    [InlineData("[a\n", "f:1: not valid TOML: ")]
    [InlineData("x\ny=1", "f:1: not valid TOML: ")]
    [InlineData("a = \"\\q\"", "f:1: not valid TOML: ")]
    [InlineData("a = 99999999999999999999", "f:1: not valid TOML: ")]
    [InlineData("a = 1\n#\na = 2", "f:3: a is set a second time (first in line 1)")]
    [InlineData("[a]\nx=1\n[a]\nx=2", "f:4: a.x is set a second time (first in line 2)")]
    public void Refuses_what_is_no_toml(string text, string message)
    {
        var error = Assert.Throws<EngineException>(() => Read(text));
        Assert.Equal(ErrorKind.InvalidArgument, error.Kind);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Refuses_other_encodings()
    {
        var error = Assert.Throws<EngineException>(() => ReadToml.From("f", [0xFF, 0xFE, (byte)'a']));
        Assert.Equal("f: not UTF-8", error.Message);
    }

    private static IReadOnlyDictionary<string, TomlEntry> Read(string text) => ReadToml.From("f", Encoding.UTF8.GetBytes(text));
}
