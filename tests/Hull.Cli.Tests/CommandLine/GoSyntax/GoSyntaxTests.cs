using Hull.Cli.CommandLine.GoSyntax;

namespace Hull.Cli.Tests.CommandLine.GoSyntax;

public sealed class GoSyntaxTests
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("", "\"\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("\a\b\f\n\r\t\v", "\"\\a\\b\\f\\n\\r\\t\\v\"")]
    [InlineData("\u0001\u007f", "\"\\x01\\x7f\"")]
    [InlineData("grün €", "\"grün €\"")]
    [InlineData("\u00a0\u200b", "\"\\u00a0\\u200b\"")]
    [InlineData("\U000F0000", "\"\\U000f0000\"")]
    [InlineData("it's", "\"it's\"")]
    public void Quotes_text_as_Go(string text, string expected) => Assert.Equal(expected, GoQuote.Text(text));

    [Theory]
    [InlineData('x', "'x'")]
    [InlineData('\'', "'\\''")]
    [InlineData('"', "'\"'")]
    [InlineData('\t', "'\\t'")]
    [InlineData('\ud800', "'\ufffd'")]
    public void Quotes_characters_as_Go(char character, string expected) => Assert.Equal(expected, GoQuote.Character(character));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1ns", 1)]
    [InlineData("1us", 1_000)]
    [InlineData("1µs", 1_000)]
    [InlineData("1μs", 1_000)]
    [InlineData("300ms", 300_000_000)]
    [InlineData("1.5s", 1_500_000_000)]
    [InlineData(".5s", 500_000_000)]
    [InlineData("1.s", 1_000_000_000)]
    [InlineData("1h30m", 5_400_000_000_000)]
    [InlineData("-2m", -120_000_000_000)]
    [InlineData("+2m", 120_000_000_000)]
    [InlineData("0.3s", 300_000_000)]
    [InlineData("9223372036854775807ns", long.MaxValue)]
    [InlineData("-9223372036854775808ns", long.MinValue)]
    public void Reads_durations(string text, long expected)
    {
        Assert.Null(GoDuration.Read(text, out var nanoseconds));
        Assert.Equal(expected, nanoseconds);
    }

    [Theory]
    [InlineData("", "time: invalid duration \"\"")]
    [InlineData("-", "time: invalid duration \"-\"")]
    [InlineData("5", "time: missing unit in duration \"5\"")]
    [InlineData("1m5", "time: missing unit in duration \"1m5\"")]
    [InlineData("5x", "time: unknown unit \"x\" in duration \"5x\"")]
    [InlineData("s", "time: invalid duration \"s\"")]
    [InlineData(".s", "time: invalid duration \".s\"")]
    [InlineData("9223372036854775808ns", "time: invalid duration \"9223372036854775808ns\"")]
    [InlineData("99999999999999999999h", "time: invalid duration \"99999999999999999999h\"")]
    [InlineData("2562048h", "time: invalid duration \"2562048h\"")]
    [InlineData("2562047h2562047h", "time: invalid duration \"2562047h2562047h\"")]
    public void Refuses_other_durations(string text, string expected) => Assert.Equal(expected, GoDuration.Read(text, out _));

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
