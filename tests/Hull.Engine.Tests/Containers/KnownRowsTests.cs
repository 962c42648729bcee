using System.Text.Json;
using Hull.Engine.Containers;
using Hull.Engine.Networks;

namespace Hull.Engine.Tests.Containers;

public sealed class KnownRowsTests
{
    private static readonly ContainerConfig Config = SampleContainers.Config("abc", "web", DateTimeOffset.UnixEpoch) with
    {
        Spec = new ContainerSpec
        {
            NetworkNamespace = NamespaceMode.Of("bridge"),
            PortMappings = [new PortMapping { HostIp = "127.0.0.1", HostPort = 8080, ContainerPort = 80, Range = 2, Protocol = "tcp" }],
            PublishImagePorts = true,
            Expose = new Dictionary<ushort, string> { [80] = "tcp,udp" },
            Networks = new Dictionary<string, PerNetworkOptions>
            {
                ["podman"] = new()
                {
                    StaticIps = ["10.88.0.9"],
                    StaticMac = "92:d0:c6:0a:29:33",
                    Aliases = ["www"],
                    InterfaceName = "lan0",
                    Options = new Dictionary<string, string> { ["mtu"] = "1400" },
                },
            },
            NetworkOptions = new Dictionary<string, IReadOnlyList<string>> { ["pasta"] = ["--mtu", "1400"] },
        },
    };

    [Fact]
    public void The_network_of_a_row_reads_back_as_it_was_written()
    {
        var text = new KnownRows().Write(Config);

        var read = new KnownRows().Config("abc", text);

        Assert.Equivalent(Config, read, strict: true);
    }

    [Fact]
    public void The_network_has_the_names_of_libpods_create_body()
    {
        using var row = JsonDocument.Parse(new KnownRows().Write(Config));
        var spec = row.RootElement.GetProperty("spec");

        Assert.Equal(
            """[{"host_ip":"127.0.0.1","container_port":80,"host_port":8080,"range":2,"protocol":"tcp"}]""", spec.GetProperty("portmappings").GetRawText());
        Assert.True(spec.GetProperty("publish_image_ports").GetBoolean());
        Assert.Equal("""{"80":"tcp,udp"}""", spec.GetProperty("expose").GetRawText());
        Assert.Equal(
            """{"podman":{"static_ips":["10.88.0.9"],"aliases":["www"],"static_mac":"92:d0:c6:0a:29:33","interface_name":"lan0","options":{"mtu":"1400"}}}""",
            spec.GetProperty("Networks").GetRawText());
        Assert.Equal("""{"pasta":["--mtu","1400"]}""", spec.GetProperty("network_options").GetRawText());
    }
}
