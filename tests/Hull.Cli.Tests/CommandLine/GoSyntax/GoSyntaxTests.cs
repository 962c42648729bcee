using Hull.Cli.CommandLine.GoSyntax;

namespace Hull.Cli.Tests.CommandLine.GoSyntax;

public sealed class GoSyntaxTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a,b", new[] { "a", "b" })]
    [InlineData("a,", new[] { "a", "" })]
    [InlineData(",", new[] { "", "" })]
    [InlineData("\"a,b\",c", new[] { "a,b", "c" })]
    [InlineData("\"a\"\"b\"", new[] { "a\"b" })]
    [InlineData("\"\"", new[] { "" })]
    [InlineData("a\nb", new[] { "a\nb" })]
    public void Splits_slices(string text, string[] expected)
    {
        var fields = new List<string>();
        Assert.Null(GoCsv.Read(text, fields));
        Assert.Equal(expected, fields);
    }

    [Theory]
    [InlineData("a\"b", "parse error on line 1, column 2: bare \" in non-quoted-field")]
    [InlineData("ü\"b", "parse error on line 1, column 3: bare \" in non-quoted-field")]
    [InlineData("\"ab", "parse error on line 1, column 4: extraneous or missing \" in quoted-field")]
    [InlineData("\"a\"b", "parse error on line 1, column 3: extraneous or missing \" in quoted-field")]
    public void Refuses_other_slices(string text, string expected) => Assert.Equal(expected, GoCsv.Read(text, []));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1024", 1024)]
    [InlineData("1b", 1)]
    [InlineData("1k", 1024)]
    [InlineData("1K", 1024)]
    [InlineData("1kb", 1024)]
    [InlineData("1KiB", 1024)]
    [InlineData("1.5m", 1572864)]
    [InlineData("2 g", 2147483648)]
    [InlineData("1t", 1099511627776)]
    [InlineData("1p", 1125899906842624)]
    public void Reads_binary_sizes(string text, long expected)
    {
        Assert.Null(ByteSize.ReadBinary(text, out var bytes));
        Assert.Equal(expected, bytes);
    }

    [Fact]
    public void Reads_decimal_sizes()
    {
        Assert.Null(ByteSize.ReadDecimal("10mb", out var bytes));
        Assert.Equal(10_000_000, bytes);
    }

    [Theory]
    [InlineData("", "invalid size: ''")]
    [InlineData("k", "invalid size: 'k'")]
    [InlineData("-1", "invalid size: '-1'")]
    [InlineData("nan1", "strconv.ParseFloat: parsing \"nan1\": invalid syntax")]
    [InlineData("1x", "invalid suffix: 'x'")]
    [InlineData("1bb", "invalid suffix: 'bb'")]
    [InlineData("1kib2", "strconv.ParseFloat: parsing \"1kib2\": invalid syntax")]
    [InlineData("1kilo", "invalid suffix: 'kilo'")]
    [InlineData("1ki", "invalid suffix: 'ki'")]
    [InlineData("1e3", null)]
    [InlineData("9999p", "invalid size: '9999p': larger than 9223372036854775807 bytes")]
    public void Refuses_other_sizes(string text, string? expected) => Assert.Equal(expected, ByteSize.ReadBinary(text, out _));
}
