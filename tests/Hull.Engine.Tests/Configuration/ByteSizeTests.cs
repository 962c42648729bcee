using Hull.Engine.Configuration;

namespace Hull.Engine.Tests.Configuration;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("512", 512)]
    [InlineData("12b", 12)]
    [InlineData("64k", 65536)]
    [InlineData("64K", 65536)]
    [InlineData("64kb", 65536)]
    [InlineData("64KiB", 65536)]
    [InlineData("1 MiB", 1048576)]
    [InlineData("1.5m", 1572864)]
    [InlineData("2g", 2147483648)]
    [InlineData("1t", 1099511627776)]
    [InlineData("1p", 1125899906842624)]
    public void Reads_sizes(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("k")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1x")]
    [InlineData("1kk")]
    [InlineData("1bb")]
    [InlineData("1bi")]
    [InlineData("1  k")]
    [InlineData("1k ")]
    [InlineData(".5k")]
    [InlineData("1.2.3")]
    [InlineData("1e3")]
    [InlineData("9999999999999p")]
    [InlineData("99999999999999999999999999999999")]
    public void Refuses_what_is_none(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Fact]
    public void Counts_logs_in_thousands()
    {
        Assert.True(ByteSize.TryParse("2m", out var bytes, kilo: 1000));
        Assert.Equal(2_000_000, bytes);
    }
}
