using Hull.Cli.CommandLine.GoSyntax;

namespace Hull.Cli.Tests.CommandLine.GoSyntax;

public sealed class GoNumberTests
{
    [Theory]
    [InlineData("1", true)]
    [InlineData("t", true)]
    [InlineData("T", true)]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("True", true)]
    [InlineData("0", false)]
    [InlineData("f", false)]
    [InlineData("F", false)]
    [InlineData("false", false)]
    [InlineData("FALSE", false)]
    [InlineData("False", false)]
    public void Reads_booleans(string text, bool expected)
    {
        Assert.Null(GoNumber.ReadBool(text, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("", "strconv.ParseBool: parsing \"\": invalid syntax")]
    [InlineData("yes", "strconv.ParseBool: parsing \"yes\": invalid syntax")]
    [InlineData("tRUE", "strconv.ParseBool: parsing \"tRUE\": invalid syntax")]
    [InlineData(" true", "strconv.ParseBool: parsing \" true\": invalid syntax")]
    public void Refuses_other_booleans(string text, string expected) => Assert.Equal(expected, GoNumber.ReadBool(text, out _));

    [Theory]
    [InlineData("0", 0, 64, 0)]
    [InlineData("-1", 0, 64, -1)]
    [InlineData("+7", 0, 64, 7)]
    [InlineData("0x1F", 0, 64, 31)]
    [InlineData("0X1f", 0, 64, 31)]
    [InlineData("0b101", 0, 64, 5)]
    [InlineData("0o17", 0, 64, 15)]
    [InlineData("017", 0, 64, 15)]
    [InlineData("-017", 0, 64, -15)]
    [InlineData("1_000", 0, 64, 1000)]
    [InlineData("0x_1f", 0, 64, 31)]
    [InlineData("0_7", 0, 64, 7)]
    [InlineData("010", 10, 64, 10)]
    [InlineData("9223372036854775807", 0, 64, long.MaxValue)]
    [InlineData("-9223372036854775808", 0, 64, long.MinValue)]
    [InlineData("2147483647", 10, 32, int.MaxValue)]
    [InlineData("-2147483648", 10, 32, int.MinValue)]
    public void Reads_integers(string text, int numberBase, int bits, long expected)
    {
        Assert.Null(GoNumber.ReadInt(text, numberBase, bits, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("", "invalid syntax")]
    [InlineData("-", "invalid syntax")]
    [InlineData("+-1", "invalid syntax")]
    [InlineData("x", "invalid syntax")]
    [InlineData("1.5", "invalid syntax")]
    [InlineData("08", "invalid syntax")]
    [InlineData("0x", "invalid syntax")]
    [InlineData("0xg", "invalid syntax")]
    [InlineData("0b2", "invalid syntax")]
    [InlineData("1__0", "invalid syntax")]
    [InlineData("_1", "invalid syntax")]
    [InlineData("1_", "invalid syntax")]
    [InlineData("0x_", "invalid syntax")]
    [InlineData(" 1", "invalid syntax")]
    [InlineData("9223372036854775808", "value out of range")]
    [InlineData("-9223372036854775809", "value out of range")]
    [InlineData("99999999999999999999999999", "value out of range")]
    public void Refuses_other_integers(string text, string why) =>
        Assert.Equal($"strconv.ParseInt: parsing \"{text}\": {why}", GoNumber.ReadInt(text, 0, 64, out _));

    [Fact]
    public void Refuses_underscores_where_the_base_is_given() => Assert.NotNull(GoNumber.ReadInt("1_0", 10, 64, out _));

    [Theory]
    [InlineData("0", 0, 64, 0UL)]
    [InlineData("0xff", 0, 64, 255UL)]
    [InlineData("18446744073709551615", 0, 64, ulong.MaxValue)]
    [InlineData("65535", 10, 16, 65535UL)]
    public void Reads_unsigned_integers(string text, int numberBase, int bits, ulong expected)
    {
        Assert.Null(GoNumber.ReadUInt(text, numberBase, bits, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("-1", 64, "invalid syntax")]
    [InlineData("+1", 64, "invalid syntax")]
    [InlineData("", 64, "invalid syntax")]
    [InlineData("18446744073709551616", 64, "value out of range")]
    [InlineData("65536", 16, "value out of range")]
    public void Refuses_other_unsigned_integers(string text, int bits, string why) =>
        Assert.Equal($"strconv.ParseUint: parsing \"{text}\": {why}", GoNumber.ReadUInt(text, 10, bits, out _));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1.5", 1.5)]
    [InlineData(".5", .5)]
    [InlineData("1.", 1)]
    [InlineData("-2e3", -2000)]
    [InlineData("+1E-2", 0.01)]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    [InlineData("NaN", double.NaN)]
    public void Reads_floats(string text, double expected)
    {
        Assert.Null(GoNumber.ReadFloat(text, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("", "invalid syntax")]
    [InlineData("x", "invalid syntax")]
    [InlineData("1,5", "invalid syntax")]
    [InlineData("--1", "invalid syntax")]
    [InlineData("1 ", "invalid syntax")]
    [InlineData("+nan", "invalid syntax")]
    [InlineData("e5", "invalid syntax")]
    [InlineData("1e999", "value out of range")]
    public void Refuses_other_floats(string text, string why) =>
        Assert.Equal($"strconv.ParseFloat: parsing \"{text}\": {why}", GoNumber.ReadFloat(text, out _));
}
