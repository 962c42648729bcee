using Hull.Engine.Networks;

namespace Hull.Engine.Tests.Networks;

public sealed class PastaArgumentsTests
{
    private const string Fixed = "--config-net --quiet --pid /p ";

    [Theory]
    [InlineData("", false, "-t none -u none -T none -U none --dns-forward 169.254.1.1 --no-map-gw --netns /n")]
    [InlineData("", true, "-t none -u none -T none -U none --dns-forward 169.254.1.1 --no-map-gw --map-guest-addr 169.254.1.2 --netns /n")]
    [InlineData("--map-gw", false, "-t none -u none -T none -U none --dns-forward 169.254.1.1 --netns /n")]
    [InlineData("-T auto --tcp-ports=81", false, "-T auto --tcp-ports=81 -u none -U none --dns-forward 169.254.1.1 --no-map-gw --netns /n")]
    [InlineData("--dns-forward 10.0.0.1 --map-guest-addr none", true, "--dns-forward 10.0.0.1 --map-guest-addr none -t none -u none -T none -U none --no-map-gw --netns /n")]
    public void Options_of_the_caller_take_the_place_of_the_usual_ones(string options, bool mapsHost, string expected) =>
        Assert.Equal(Fixed + expected, Build([], options, mapsHost));

    [Fact]
    public void Ports_are_forwarded_by_protocol_address_and_range()
    {
        PortMapping[] ports =
        [
            new() { HostPort = 8080, ContainerPort = 80, Protocol = "tcp" },
            new() { HostIp = "127.0.0.1", HostPort = 5353, ContainerPort = 53, Protocol = "udp" },
            new() { HostIp = "0.0.0.0", HostPort = 9000, ContainerPort = 90, Range = 3, Protocol = "tcp" },
        ];
        Assert.StartsWith(Fixed + "-t 8080:80 -u 127.0.0.1/5353:53 -t 9000-9002:90-92 -T none -U none ", Build(ports, "", false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "169.254.1.2")]
    [InlineData("--map-guest-addr 10.1.1.1", "10.1.1.1")]
    [InlineData("-T auto --map-guest-addr=10.1.1.1", "10.1.1.1")]
    [InlineData("--map-guest-addr none", null)]
    [InlineData("--map-guest-addr", "169.254.1.2")]
    public void The_callers_address_of_the_host_is_known(string options, string? expected) =>
        Assert.Equal(expected, PastaArguments.GuestAddress(options.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static string Build(PortMapping[] ports, string options, bool mapsHost) =>
        string.Join(' ', PastaArguments.Build("/n", "/p", ports, options.Split(' ', StringSplitOptions.RemoveEmptyEntries), mapsHost));
}
