using Hull.Cli.Options.Values;
using Hull.Core;
using Hull.Engine.Networks;

namespace Hull.Cli.Tests.Options.Values;

/// <summary>--publish and --expose; what is refused, and how, is podman 4.3.1's, but that it takes no host port 0.</summary>
public sealed class PublishTextTests
{
    [Theory]
    [InlineData("80", "", 0, 80, 1, "")]
    [InlineData("8080:80", "", 8080, 80, 1, "")]
    [InlineData(":80", "", 0, 80, 1, "")]
    [InlineData("0:80", "", 0, 80, 1, "")]
    [InlineData("0:80-81", "", 0, 80, 2, "")]
    [InlineData("1.2.3.4::80", "1.2.3.4", 0, 80, 1, "")]
    [InlineData("127.0.0.1:8080:80/udp", "127.0.0.1", 8080, 80, 1, "udp")]
    [InlineData("[::1]:8080:80", "::1", 8080, 80, 1, "")]
    [InlineData("[FD00:0::1]::80/sctp", "fd00::1", 0, 80, 1, "sctp")]
    [InlineData("80/TCP", "", 0, 80, 1, "TCP")]
    [InlineData("8-9:80-81", "", 8, 80, 2, "")]
    [InlineData("1-65535:1-65535", "", 1, 1, 65535, "")]
    [InlineData("80-90", "", 0, 80, 11, "")]
    [InlineData("08:+80", "", 8, 80, 1, "")]
    public void Reads(string text, string address, ushort host, ushort container, ushort range, string protocol) =>
        Assert.Equal(
            new PortMapping { HostIp = address, HostPort = host, ContainerPort = container, Range = range, Protocol = protocol }, PublishText.Read(text));

    [Theory]
    [InlineData("", "must provide a non-empty container port to publish")]
    [InlineData("80:", "must provide a non-empty container port to publish")]
    [InlineData("/", "must provide a non-empty container port to publish")]
    [InlineData("80/", "must provide a non-empty protocol to publish")]
    [InlineData("80:80/tcp/udp", "invalid port format - protocol can only be specified once")]
    [InlineData("::80", "must provide a non-empty container host IP to publish")]
    [InlineData("foo:80:80", "cannot parse \"foo\" as an IP address")]
    [InlineData("127.1:80:80", "cannot parse \"127.1\" as an IP address")]
    [InlineData("[foo]:80:80", "cannot parse \"foo\" as an IP address")]
    [InlineData("1:2:3:4", "invalid port format - format is [[hostIP:]hostPort:]containerPort")]
    [InlineData("[::1]:80", "invalid port format - must provide host and destination port if specifying an IP")]
    [InlineData("[::1]80:80", "invalid port format - IPv6 address must be followed by a colon (':')")]
    [InlineData("::1]:8:8", "invalid port format - IPv6 addresses must be enclosed by []")]
    [InlineData("[::1]:[::1]:8", "invalid port format - at most one IPv6 address can be specified in a --publish")]
    [InlineData("[::1]:1:2:3", "invalid port format - when v6 address specified, must be [ipv6]:hostPort:ctrPort")]
    [InlineData("8-9:80", "host and container port ranges have different lengths: 2 vs 1")]
    [InlineData("8:80-81", "host and container port ranges have different lengths: 1 vs 2")]
    [InlineData("8-8:80", "parsing host port: the end port of a range must be higher than the start port - 8 is not higher than 8")]
    [InlineData("80-79", "parsing container port: the end port of a range must be higher than the start port - 79 is not higher than 80")]
    [InlineData("80-81-82", "parsing container port: invalid port format - port ranges are formatted as startPort-stopPort")]
    [InlineData("80-", "parsing container port: must provide ending number for port range")]
    [InlineData("-5:80", "parsing host port: port numbers cannot be negative")]
    [InlineData("70000", "parsing container port: port numbers must be between 1 and 65535 (inclusive), got 70000")]
    [InlineData("0", "parsing container port: port numbers must be between 1 and 65535 (inclusive), got 0")]
    [InlineData("x", "parsing container port: invalid port number: strconv.Atoi: parsing \"x\": invalid syntax")]
    [InlineData(" 80", "parsing container port: invalid port number: strconv.Atoi: parsing \" 80\": invalid syntax")]
    public void Refuses(string text, string expected) => Assert.Equal(expected, Assert.Throws<EngineException>(() => PublishText.Read(text)).Message);

    [Theory]
    [InlineData("80=tcp", "80")]
    [InlineData("80=udp", "80/udp")]
    [InlineData("80=tcp 81=tcp 82=tcp", "80-82/tcp")]
    [InlineData("53=tcp,udp 90=TCP", "53", "53/udp", "90/TCP")]
    [InlineData("")]
    public void Reads_what_is_exposed(string expected, params string[] texts) =>
        Assert.Equal(expected, string.Join(' ', ExposeText.ReadAll(texts).Select(pair => $"{pair.Key}={pair.Value}")));

    [Theory]
    [InlineData("0", "port numbers must be between 1 and 65535 (inclusive), got 0")]
    [InlineData("80/tcp/udp", "invalid expose format - protocol can only be specified once")]
    [InlineData("82-80", "the end port of a range must be higher than the start port - 80 is not higher than 82")]
    [InlineData("-5", "port numbers cannot be negative")]
    [InlineData("x", "invalid port number: strconv.Atoi: parsing \"x\": invalid syntax")]
    public void Refuses_to_expose(string text, string expected) => Assert.Equal(
        $"invalid range format for --expose: {text}: {expected}", Assert.Throws<EngineException>(() => ExposeText.ReadAll([text])).Message);
}
