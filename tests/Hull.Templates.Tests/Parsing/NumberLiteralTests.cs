using Hull.Templates.Parsing;

namespace Hull.Templates.Tests.Parsing;

public sealed class NumberLiteralTests
{
    [Theory]
    [InlineData("0", 0L, 0UL, 0.0)]
    [InlineData("-0", 0L, 0UL, 0.0)]
    [InlineData("42", 42L, 42UL, 42.0)]
    [InlineData("+42", 42L, null, 42.0)]
    [InlineData("-42", -42L, null, -42.0)]
    [InlineData("0x1F", 31L, 31UL, 31.0)]
    [InlineData("0X_1f", 31L, 31UL, 31.0)]
    [InlineData("0b101", 5L, 5UL, 5.0)]
    [InlineData("0o17", 15L, 15UL, 15.0)]
    [InlineData("017", 15L, 15UL, 15.0)]
    [InlineData("1_000_000", 1000000L, 1000000UL, 1e6)]
    [InlineData("9223372036854775807", long.MaxValue, 9223372036854775807UL, 9.223372036854775807e18)]
    [InlineData("9223372036854775808", null, 9223372036854775808UL, 9.223372036854775808e18)]
    [InlineData("-9223372036854775808", long.MinValue, null, -9.223372036854775808e18)]
    [InlineData("1.5", null, null, 1.5)]
    [InlineData("1e3", 1000L, 1000UL, 1000.0)]
    [InlineData(".5", null, null, 0.5)]
    [InlineData("1.", 1L, 1UL, 1.0)]
    [InlineData("-1.5e-3", null, null, -0.0015)]
    [InlineData("1e30", null, null, 1e30)]
    [InlineData("0x1p4", 16L, 16UL, 16.0)]
    [InlineData("0x1.8p-2", null, null, 0.375)]
    [InlineData("-0x.8p1", -1L, null, -1.0)]
    public void Reads_numbers_under_every_type_that_holds_them(string text, long? integer, ulong? unsigned, double value) =>
        Assert.Equal(new NumberLiteral(integer, unsigned, value), NumberLiteral.Parse(text, out _));

    [Theory]
    [InlineData("0x", false)]
    [InlineData("0b2", false)]
    [InlineData("0o8", false)]
    [InlineData("08", true)]
    [InlineData("1_", false)]
    [InlineData("1__0", false)]
    [InlineData("_1", false)]
    [InlineData("1_.5", false)]
    [InlineData("+", false)]
    [InlineData("1e", false)]
    [InlineData("1e999", false)]
    [InlineData("0x1.8", false)]
    [InlineData("0xp1", false)]
    [InlineData("0x1p", false)]
    [InlineData("0x1p99999", false)]
    [InlineData("0x11111111111111111p1", false)]
    [InlineData("18446744073709551616", true)]
    [InlineData("-9223372036854775809", true)]
    [InlineData("0x10000000000000000", false)]
    public void Refuses_what_is_no_number_or_too_large(string text, bool overflows)
    {
        Assert.Null(NumberLiteral.Parse(text, out var tooLarge));
        Assert.Equal(overflows, tooLarge);
    }

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("`a\\n\r`", "a\\n")]
    [InlineData("\"\\a\\b\\f\\n\\r\\t\\v\\\\\\\"\"", "\a\b\f\n\r\t\v\\\"")]
    [InlineData("\"\\x41\\101\\u00e9\\U0001F600\"", "AAé😀")]
    [InlineData("\"\\xc3\\xa9é\"", "éé")]
    [InlineData("\"\\'\"", null)]
    [InlineData("\"\\q\"", null)]
    [InlineData("\"\\x4\"", null)]
    [InlineData("\"\\xzz\"", null)]
    [InlineData("\"\\400\"", null)]
    [InlineData("\"\\08\"", null)]
    [InlineData("\"\\ud800\"", null)]
    [InlineData("\"\\U00110000\"", null)]
    [InlineData("\"\\\"", null)]
    public void Reads_strings(string quoted, string? expected) => Assert.Equal(expected, GoLiteral.Text(quoted));

    [Fact]
    public void Keeps_bytes_that_are_no_text() => Assert.Equal("\uDCFF", GoLiteral.Text("\"\\xff\""));

    [Theory]
    [InlineData("'a'", 97, false)]
    [InlineData("'☺'", 0x263A, false)]
    [InlineData("'😀'", 0x1F600, false)]
    [InlineData("'\\n'", 10, false)]
    [InlineData("'\\''", 39, false)]
    [InlineData("'\\u263a'", 0x263A, false)]
    [InlineData("'\\\"'", null, true)]
    [InlineData("'ab'", null, false)]
    [InlineData("'\\nb'", null, false)]
    [InlineData("''", null, true)]
    [InlineData("'\\q'", null, true)]
    public void Reads_characters(string quoted, int? expected, bool isBadEscape)
    {
        Assert.Equal(expected, GoLiteral.Character(quoted, out var bad));
        Assert.Equal(isBadEscape, bad);
    }
}
