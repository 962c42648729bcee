using Hull.Core.GoSyntax;

namespace Hull.Core.Tests.GoSyntax;

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
}
