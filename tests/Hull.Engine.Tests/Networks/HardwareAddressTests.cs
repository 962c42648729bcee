using Hull.Core;
using Hull.Engine.Networks;

namespace Hull.Engine.Tests.Networks;

public sealed class HardwareAddressTests
{
    [Theory]
    [InlineData("92:d0:c6:0a:29:33")]
    [InlineData("92-D0-C6-0A-29-33")]
    [InlineData("92d0.c60a.2933")]
    public void Reads_gos_three_forms(string text) => Assert.Equal("92:d0:c6:0a:29:33", HardwareAddress.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("foo")]
    [InlineData("92d0c60a2933")]
    [InlineData("92:d0:c6:0a:29")]
    [InlineData("92:d0:c6:0a:29:33:01")]
    [InlineData("92:d0:c6:0a:29-33")]
    [InlineData("92:d0:c6:0a:2933")]
    [InlineData("920:d:c6:0a:29:33")]
    [InlineData("9g:d0:c6:0a:29:33")]
    [InlineData("92 d0 c6 0a 29 33")]
    [InlineData("00:00:00:00:00:00")]
    [InlineData("01:00:5e:00:00:01")]
    [InlineData("ff:ff:ff:ff:ff:ff")]
    public void Refuses_what_is_no_devices_address(string text)
    {
        var error = Assert.Throws<EngineException>(() => HardwareAddress.Parse(text));
        Assert.StartsWith($"address {text}: invalid MAC address", error.Message, StringComparison.Ordinal);
    }
}
