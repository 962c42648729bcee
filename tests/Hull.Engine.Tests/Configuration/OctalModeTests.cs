using Hull.Engine.Configuration;

namespace Hull.Engine.Tests.Configuration;

public sealed class OctalModeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0022", 18)]
    [InlineData("777", 511)]
    [InlineData("7777", 4095)]
    [InlineData("07777", 4095)]
    public void Reads_octal(string text, uint mode)
    {
        Assert.True(OctalMode.TryParse(text, out var read));
        Assert.Equal(mode, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8")]
    [InlineData("-1")]
    [InlineData("0x1")]
    [InlineData("10000")]
    [InlineData("000022")]
    public void Refuses_what_is_none(string text) => Assert.False(OctalMode.TryParse(text, out _));
}
