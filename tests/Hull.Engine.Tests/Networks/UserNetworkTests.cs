using System.Net;
using Hull.Engine.Networks;

namespace Hull.Engine.Tests.Networks;

public sealed class UserNetworkTests
{
    [Theory]
    [InlineData("127.0.0.1 192.0.2.2 198.51.100.7", "192.0.2.2/24", "198.51.100.7")]
    [InlineData("127.0.0.1 192.0.2.2 198.51.100.7", "", "192.0.2.2")]
    [InlineData("127.0.0.1 ::1 2001:db8::1 192.0.2.2", "192.0.2.2/24 2001:db8::1/64", null)]
    [InlineData("127.0.0.1 127.0.0.53", "", null)]
    [InlineData("", "", null)]
    public void The_host_is_reached_at_an_address_that_the_container_has_not(string host, string taken, string? expected) => Assert.Equal(
        expected,
        UserNetwork.FirstOther(Words(host).Select(IPAddress.Parse), Words(taken)));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
