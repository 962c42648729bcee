using System.Globalization;
using Hull.Core;
using Hull.Engine.Networks;

namespace Hull.Engine.Tests.Networks;

public sealed class ResolvePortsTests
{
    private static readonly Dictionary<ushort, string> Nothing = [];

    // [IP@]HOST:CONTAINER[+COUNT]/PROTOCOL
    private static PortMapping Mapping(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var parts = text[(at + 1)..].Split(':', '+', '/');
        var ranged = text.Contains('+', StringComparison.Ordinal);
        return new PortMapping
        {
            HostIp = at < 0 ? "" : text[..at],
            HostPort = ushort.Parse(parts[0], CultureInfo.InvariantCulture),
            ContainerPort = ushort.Parse(parts[1], CultureInfo.InvariantCulture),
            Range = ranged ? ushort.Parse(parts[2], CultureInfo.InvariantCulture) : (ushort)0,
            Protocol = parts[^1],
        };
    }

    private static string Text(PortMapping mapping)
    {
        var address = mapping.HostIp.Length > 0 ? mapping.HostIp + "@" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{address}{mapping.HostPort}:{mapping.ContainerPort}+{mapping.Range}/{mapping.Protocol}");
    }

    private static string Decide(string asked, Func<PortMapping, ushort?>? freePort = null, Dictionary<ushort, string>? exposed = null) => string.Join(
        ' ', ResolvePorts.Decide([.. asked.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Mapping)], exposed ?? Nothing, freePort ?? (_ => null)).Select(Text));

    [Theory]
    [InlineData("", "")]
    [InlineData("80:80/", "80:80+1/tcp")]
    [InlineData("80:80/TCP", "80:80+1/tcp")]
    [InlineData("80:80/udp,tcp,udp", "80:80+1/tcp 80:80+1/udp")]
    [InlineData("80:80/ 80:80/", "80:80+1/tcp")]
    [InlineData("81:81/ 80:80/", "80:80+2/tcp")]
    [InlineData("80:80+11/ 85:85/", "80:80+11/tcp")]
    [InlineData("80:80+11/ 85:85+20/", "80:80+25/tcp")]
    [InlineData("82:82/ 80:80/", "80:80+1/tcp 82:82+1/tcp")]
    [InlineData("80:90/ 81:80/", "81:80+1/tcp 80:90+1/tcp")]
    [InlineData("90:80/udp 80:80/", "80:80+1/tcp 90:80+1/udp")]
    [InlineData("80:80/ 80:80/udp", "80:80+1/tcp 80:80+1/udp")]
    [InlineData("127.0.0.1@80:80/ 127.0.0.2@80:81/", "127.0.0.1@80:80+1/tcp 127.0.0.2@80:81+1/tcp")]
    [InlineData("0.0.0.0@80:80/ ::@80:80/", "0.0.0.0@80:80+1/tcp ::@80:80+1/tcp")]
    [InlineData("1:1+65535/", "1:1+65535/tcp")]
    [InlineData("65534:1+2/", "65534:1+2/tcp")]
    public void Decides(string asked, string expected) => Assert.Equal(expected, Decide(asked));

    [Theory]
    [InlineData("80:80/foo", "unrecognized protocol \"foo\" in port mapping")]
    [InlineData("x@80:80/", "invalid IP address \"x\" in port mapping")]
    [InlineData("80:0/", "container port number must be non-0")]
    [InlineData("80:65535+2/", "container port range exceeds maximum allowable port number")]
    [InlineData("65535:80+2/", "host port range exceeds maximum allowable port number")]
    [InlineData("80:80/ 80:81/", "conflicting port mappings for host port 80 (protocol tcp)")]
    [InlineData("80:80+11/ 85:81/", "conflicting port mappings for host port 85 (protocol tcp)")]
    [InlineData("80:80/ 127.0.0.1@80:81/", "conflicting port mappings for host port 80 (protocol tcp)")]
    [InlineData("0.0.0.0@80:80/ 127.0.0.1@80:81/", "conflicting port mappings for host port 80 (protocol tcp)")]
    [InlineData("127.0.0.1@80:80+5/udp 127.0.0.1@84:80/udp", "conflicting port mappings for host port 84 (protocol udp)")]
    public void Refuses(string asked, string expected) => Assert.Equal(expected, Assert.Throws<EngineException>(() => Decide(asked)).Message);

    [Fact]
    public void Chooses_free_ports_beside_the_fixed_ones()
    {
        var offers = new Queue<ushort>([8080, 8079, 9000, 9000, 9001]);
        Assert.Equal("9000:80+2/tcp 9001:90+1/udp 8080:100+1/tcp", Decide("8080:100/ 0:80+2/ 0:90/udp", mapping => mapping.Protocol == "udp" ? (ushort)9001 : offers.Dequeue()));
    }

    [Fact]
    public void Ranges_that_overlap_inside_get_one_range_of_the_host()
    {
        ushort next = 9000;
        Assert.Equal("9000:80+3/tcp 9100:90+1/tcp", Decide("0:80+2/ 0:81+2/ 0:81/ 0:90/", _ => (next += 100) == 9100 ? (ushort)9000 : (ushort)9100));
    }

    [Fact]
    public void Publishes_what_is_exposed_and_not_yet_published()
    {
        ushort next = 9000;
        var exposed = new Dictionary<ushort, string> { [443] = "tcp", [81] = "tcp,udp" };
        Assert.Equal("80:80+3/tcp 9000:81+1/udp 9001:443+1/tcp", Decide("80:80+3/", _ => next++, exposed));
    }

    [Fact]
    public void Gives_up_where_nothing_is_free()
    {
        Assert.Equal("failed to find an open port to expose container port 80 on the host", Assert.Throws<EngineException>(() => Decide("0:80/")).Message);
        Assert.Equal(
            "failed to find an open port to expose container port 80 with range 2 on the host", Assert.Throws<EngineException>(() => Decide("0:80+2/", _ => ushort.MaxValue)).Message);
    }
}
