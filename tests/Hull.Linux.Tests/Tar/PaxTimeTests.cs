using System.Text;
using Hull.Linux.Tar;

namespace Hull.Linux.Tests.Tar;

public sealed class PaxTimeTests
{
    [Theory]
    [InlineData("0", 0, 0, "0")]
    [InlineData("1700000000", 1700000000, 0, "1700000000")]
    [InlineData("1700000000.25", 1700000000, 250000000, "1700000000.25")]
    [InlineData("1.000000001", 1, 1, "1.000000001")]
    [InlineData("1.0000000019", 1, 1, "1.000000001")]
    [InlineData("1.", 1, 0, "1")]
    [InlineData("-1", -1, 0, "-1")]
    [InlineData("-0.25", -1, 750000000, "-0.25")]
    [InlineData("-1.5", -2, 500000000, "-1.5")]
    [InlineData("-0.000000001", -1, 999999999, "-0.000000001")]
    [InlineData("-0.0000000001", 0, 0, "0")]
    [InlineData("9223372036854775807.999999999", long.MaxValue, 999999999, "9223372036854775807.999999999")]
    [InlineData("-9223372036854775807.5", long.MinValue, 500000000, "-9223372036854775807.5")]
    public void Reads_and_writes_decimal_seconds(string text, long seconds, int nanoseconds, string written)
    {
        Assert.True(PaxTime.TryParse(Encoding.ASCII.GetBytes(text), out var time));
        Assert.Equal(new UnixTime(seconds, nanoseconds), time);
        Assert.Equal(written, PaxTime.Format(time));
    }

    [Fact]
    public void Writes_the_earliest_time_of_all() => Assert.Equal("-9223372036854775808", PaxTime.Format(new UnixTime(long.MinValue)));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("1e9")]
    [InlineData("1.5x")]
    [InlineData("1.-5")]
    [InlineData("+1")]
    [InlineData("--1")]
    [InlineData(" 1")]
    [InlineData("9223372036854775808")]
    public void Refuses_what_is_no_time(string text) => Assert.False(PaxTime.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Times_are_ordered()
    {
        var (early, late) = (new UnixTime(-1, 999999999), new UnixTime(0));
        Assert.True(early < late && late > early && early <= late && late >= early && late >= new UnixTime(0) && late <= new UnixTime(0));
    }
}
