using System.Text;
using Hull.Core;
using Hull.Engine.Configuration;

namespace Hull.Engine.Tests.Configuration;

public sealed class SettingsValuesTests
{
    [Fact]
    public void A_later_file_replaces_and_appends()
    {
        var values = Of("a=['1']\nb=['1']\nc='x'", "a=['2']\nb=['2',{append=true}]\nd=['2',{append=true}]", "b=['3',{append=true}]");
        Assert.Equal(["2"], values.Strings("a", ["0"]));
        Assert.Equal(["1", "2", "3"], values.Strings("b", ["0"]));
        Assert.Equal("x", values.Text("c", ""));
        // Nothing before it but the default.
        Assert.Equal(["0", "2"], values.Strings("d", ["0"]));
        Assert.Equal(["0"], values.Strings("e", ["0"]));
    }

    [Fact]
    public void An_appended_value_of_an_appended_value_still_follows_the_default() =>
        Assert.Equal(["0", "1", "2"], Of("a=['1',{append=true}]", "a=['2',{append=true}]").Strings("a", ["0"]));

    [Fact]
    public void Tables_add_to_their_defaults()
    {
        var values = Of("[t]\nx=['1']\ny=['2']", "[t]\ny=['3']");
        var table = values.StringsTable("t", new Dictionary<string, IReadOnlyList<string>> { ["x"] = ["0"], ["z"] = ["9"] });
        Assert.Equal("1 3 9", string.Join(' ', [.. table["x"], .. table["y"], .. table["z"]]));
        Assert.Equal("v", Of("[m]\nk='v'").TextTable("m", new Dictionary<string, string>())["k"]);
    }

    [Theory]
    [InlineData("65536k", 67108864)]
    [InlineData("1", 1)]
    [InlineData("", 7)]
    public void Reads_sizes(string text, long bytes) => Assert.Equal(bytes, Of($"a='{text}'").Size("a", 7));

    [Theory]
    [InlineData("a=1", "text", "a: must be a string, is an integer")]
    [InlineData("a='x'", "flag", "a: must be true or false, is a string")]
    [InlineData("a=true", "number", "a: must be an integer, is a boolean")]
    [InlineData("a=1.5", "number", "a: must be an integer, is a floating point number")]
    [InlineData("a='x'", "strings", "a: must be an array of strings, is a string")]
    [InlineData("a=[1]", "strings", "a: must be an array of strings, is an array of other things than strings")]
    [InlineData("a=2020-01-01", "text", "a: must be a string, is a date")]
    [InlineData("a=['x']", "text", "a: must be a string, is an array of strings")]
    [InlineData("a='12x'", "size", "a: invalid size \"12x\"")]
    [InlineData("a=[]", "size", "a: must be a size as a string (65536k), is an array of strings")]
    [InlineData("a=-1", "count", "a: must be from 0 to 4294967295, is -1")]
    [InlineData("a='z'", "word", "a: must be one of x, y, is \"z\"")]
    [InlineData("a='rel'", "path", "a: must be an absolute path, is \"rel\"")]
    public void Refuses_wrong_values_with_their_place(string text, string reader, string message)
    {
        var values = Of("# first line\n" + text);
        var error = Assert.Throws<EngineException>(() => Read(values, reader));
        Assert.Equal((ErrorKind.InvalidArgument, "f0:2: " + message), (error.Kind, error.Message));
    }

    [Fact]
    public void Remembers_what_nobody_read()
    {
        var values = Of("a=1\nb=2\n[t]\nx='1'");
        values.Number("a", 0);
        values.TextTable("t", new Dictionary<string, string>());
        Assert.Equal("b", Assert.Single(values.Unread()).Key);
    }

    private static object? Read(SettingsValues values, string reader) => reader switch
    {
        "text" => values.Text("a", ""),
        "flag" => values.Flag("a", false),
        "number" => values.Number("a", 0),
        "strings" => values.Strings("a", []),
        "size" => values.Size("a", 0),
        "count" => values.Count("a", 0),
        "word" => values.OneOf("a", "", "x", "y"),
        _ => values.AbsolutePath("a", ""),
    };

    private static SettingsValues Of(params string[] files)
    {
        var values = new SettingsValues();
        for (var i = 0; i < files.Length; i++) values.Merge(ReadToml.From($"f{i}", Encoding.UTF8.GetBytes(files[i])));
        return values;
    }
}
