using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Networks;

namespace Hull.Engine.Tests.Containers;

public sealed class HostsFileTests
{
    private static readonly NetworkAttachment Bridge = new()
    {
        Network = "podman",
        Interface = "eth0",
        Addresses = ["10.88.0.5/16", "fd00::5/64"],
        HostAddress = "10.88.0.1",
    };

    private static string Hosts(
        string mode, NetworkAttachment[] networks, string[]? added = null, string @base = "none", string host = "", string image = "") => HostsFile.Text(
        SampleContainers.Config("abc", "web", DateTimeOffset.UnixEpoch) with
        {
            Spec = new ContainerSpec { Hostname = "chosen", NetworkNamespace = NamespaceMode.Of(mode), HostAdd = added },
        },
        SampleRequest.Of().With(table => table with { BaseHostsFile = @base, HostContainersInternalIp = host }).Settings, networks, () => image);

    [Fact]
    public void On_a_bridge_it_knows_the_host_and_itself() => Assert.Equal(
        """
        127.0.0.1	localhost
        ::1	localhost
        10.88.0.1	host.containers.internal host.docker.internal
        10.88.0.5	chosen web
        fd00::5	chosen web

        """,
        Hosts("bridge", [Bridge]));

    [Fact]
    public void Without_a_network_it_knows_itself_alone() => Assert.Equal("127.0.0.1\tlocalhost\n::1\tlocalhost\n127.0.0.1\tchosen web\n", Hosts("none", []));

    [Fact]
    public void On_the_hosts_network_the_host_is_loopback() => Assert.Equal(
        "127.0.0.1\tlocalhost\n::1\tlocalhost\n127.0.0.1\thost.containers.internal host.docker.internal\n", Hosts("host", []));

    [Fact]
    public void What_the_user_adds_stands_first_and_wins() => Assert.Equal(
        """
        1.2.3.4	a
        1.2.3.4	b
        10.88.0.1	gate
        9.9.9.9	web
        8.8.8.8	host.docker.internal
        127.0.0.1	localhost
        ::1	localhost
        10.88.0.1	host.containers.internal
        10.88.0.5	chosen
        fd00::5	chosen

        """,
        Hosts("bridge", [Bridge], ["a;b:1.2.3.4", "gate:host-gateway", "web:9.9.9.9", "host.docker.internal:8.8.8.8"]));

    [Fact]
    public void Starts_from_the_images_file_where_the_settings_say_so() => Assert.Equal(
        """
        1.1.1.1	a
        127.0.0.1	localhost home
        5.5.5.5	b
        127.0.0.1	chosen web

        """,
        Hosts("none", [], ["a:1.1.1.1"], "image", image: "# mine\n127.0.0.1 localhost home # here\n5.5.5.5 a b\n6.6.6.6\n7.7.7.7 a\n"));

    [Theory]
    [InlineData("10.0.0.9", "10.0.0.9\thost.containers.internal host.docker.internal\n")]
    [InlineData("none", "")]
    public void The_hosts_address_can_be_set(string address, string expected) => Assert.Equal(
        $"127.0.0.1\tlocalhost\n::1\tlocalhost\n{expected}10.88.0.5\tchosen web\nfd00::5\tchosen web\n", Hosts("bridge", [Bridge], host: address));

    [Fact]
    public void Refuses_a_gateway_to_a_host_that_cannot_be_reached()
    {
        var error = Assert.Throws<EngineException>(() => Hosts("none", [], ["x:host-gateway"]));
        Assert.Equal("unable to replace \"host-gateway\" of host entry \"x:host-gateway\": host containers internal IP address is empty", error.Message);
    }

    [Fact]
    public void A_host_that_an_older_pasta_hides_is_told_with_what_shows_it()
    {
        var pasta = Bridge with { Network = "pasta", HostAddress = null };
        Assert.DoesNotContain("host.containers.internal", Hosts("pasta", [pasta]));
        var error = Assert.Throws<EngineException>(() => Hosts("pasta", [pasta], ["x:host-gateway"]));
        Assert.Contains("--network pasta:--map-gw", error.Hint);
    }
}
