using Hull.Cli.Output;

namespace Hull.Cli.Tests.Output;

public sealed class SparklineTests
{
    [Fact]
    public void A_full_bar_is_the_most() => Assert.Equal("▁▅█", Sparkline.Of([0, 50, 100], floor: 10));

    [Fact]
    public void Noise_does_not_look_like_load() => Assert.Equal("▁▂", Sparkline.Of([0, 1], floor: 10));

    [Fact]
    public void The_newest_bars_are_shown()
    {
        var line = Sparkline.Of([.. Enumerable.Range(0, 50).Select(number => (double)number)], floor: 1);
        Assert.Equal(Sparkline.Width, line.Length);
        Assert.Equal('█', line[^1]);
    }

    [Fact]
    public void Nothing_is_no_bar() => Assert.Equal("", Sparkline.Of([], floor: 1));
}
