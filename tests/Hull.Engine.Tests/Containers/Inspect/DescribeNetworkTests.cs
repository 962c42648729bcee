using Hull.Engine.Containers;
using Hull.Engine.Containers.Inspect;
using Hull.Engine.Networks;

namespace Hull.Engine.Tests.Containers.Inspect;

public sealed class DescribeNetworkTests
{
    private static readonly string Id = new('a', 64);

    private static readonly NetworkAttachment Bridge = new()
    {
        Network = "podman",
        Interface = "eth0",
        MacAddress = "92:d0:c6:0a:29:33",
        Addresses = ["10.88.0.5/16", "fd00::5/64"],
        Gateways = ["10.88.0.1", "fd00::1"],
        HostAddress = "10.88.0.1",
    };

    private static ContainerRecord Record(string mode, ContainerState state, Func<ContainerSpec, ContainerSpec>? change = null)
    {
        var spec = new ContainerSpec { NetworkNamespace = NamespaceMode.Of(mode), Networks = mode == "bridge" ? new Dictionary<string, PerNetworkOptions> { ["podman"] = new() } : null };
        return new ContainerRecord(SampleContainers.Config(Id, "web", DateTimeOffset.UnixEpoch) with { Spec = change?.Invoke(spec) ?? spec }, state);
    }

    private static ContainerState Running(params NetworkAttachment[] networks) => new() { Status = ContainerStatus.Running, Pid = 42, Networks = networks };

    [Fact]
    public void The_addresses_of_the_default_network_stand_at_the_top_and_in_the_network()
    {
        var settings = DescribeNetwork.Of(Record("bridge", Running(Bridge)), shared: false, "podman");
        foreach (var endpoint in (InspectedEndpoint[])[settings, settings.Networks!["podman"]])
        {
            Assert.Equal(("10.88.0.5", 16, "10.88.0.1"), (endpoint.IPAddress, endpoint.IPPrefixLength, endpoint.Gateway));
            Assert.Equal(("fd00::5", 64, "fd00::1"), (endpoint.GlobalIPv6Address, endpoint.GlobalIPv6PrefixLength, endpoint.IPv6Gateway));
            Assert.Equal("92:d0:c6:0a:29:33", endpoint.MacAddress);
        }

        Assert.Equal("/proc/42/ns/net", settings.SandboxKey);
        Assert.Equal("podman", settings.Networks["podman"].NetworkId);
        Assert.Equal([Id[..12]], settings.Networks["podman"].Aliases!);
    }

    [Fact]
    public void A_container_that_does_not_run_names_its_network_without_addresses()
    {
        var settings = DescribeNetwork.Of(Record("bridge", new ContainerState()), shared: false, "podman");
        Assert.Equal(("", "", ""), (settings.IPAddress, settings.SandboxKey, settings.Networks!["podman"].IPAddress));
    }

    [Fact]
    public void Of_pasta_the_addresses_stand_at_the_top_alone()
    {
        var settings = DescribeNetwork.Of(Record("pasta", Running(Bridge with { Network = "pasta", MacAddress = null, Gateways = [] })), shared: false, "podman");
        Assert.Equal(("10.88.0.5", "", ""), (settings.IPAddress, settings.Gateway, settings.MacAddress));
        Assert.Null(settings.Networks);
    }

    [Theory]
    [InlineData("bridge", false, "53/udp 80/tcp 81/tcp")]
    [InlineData("none", false, "53/udp 80/tcp 81/tcp")]
    [InlineData("host", false, "80/tcp")]
    [InlineData("bridge", true, "80/tcp")]
    public void Exposed_ports_stand_beside_the_published_ones(string mode, bool shared, string expected)
    {
        var record = Record(mode, Running(), spec => spec with
        {
            PortMappings = [new PortMapping { HostPort = 8080, ContainerPort = 80, Range = 1, Protocol = "tcp" }],
            Expose = new Dictionary<ushort, string> { [53] = "udp", [80] = "tcp", [81] = "tcp" },
        });
        var ports = DescribeNetwork.Of(record, shared, "podman").Ports;
        Assert.Equal(expected, string.Join(' ', ports.Keys));
        Assert.Equal("8080", Assert.Single(ports["80/tcp"]!).HostPort);
        Assert.All(ports.Where(port => port.Key != "80/tcp"), port => Assert.Null(port.Value));
    }
}
