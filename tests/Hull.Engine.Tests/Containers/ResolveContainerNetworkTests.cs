using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Networks;
using Hull.Oci;

namespace Hull.Engine.Tests.Containers;

/// <summary>Which network a container gets, and which of its ports are published.</summary>
public sealed class ResolveContainerNetworkTests
{
    private static readonly HostFacts User = SampleRequest.Host with { Rootless = true, HasPasta = true, HasSlirp4netns = true, UnprivilegedPortStart = 1024 };

    private static ContainerSpec Asked(string? mode, string? value = null) => new() { NetworkNamespace = new NamespaceMode { Mode = mode, Value = value } };

    private static EngineException Refusal(ContainerSpec spec, HostFacts? host = null) =>
        Assert.Throws<EngineException>(() => ResolveContainer.Decide(SampleRequest.Of(spec) with { Host = host ?? SampleRequest.Host }));

    private static ContainerConfig AsUser(ContainerSpec spec, HostFacts? host = null) => ResolveContainer.Decide(SampleRequest.Of(spec) with { Host = host ?? User });

    private static ContainerSpec Publishing(params PortMapping[] ports) => new() { PortMappings = ports };

    [Theory]
    [InlineData(null, "bridge")]
    [InlineData("default", "bridge")]
    [InlineData("private", "bridge")]
    [InlineData("bridge", "bridge")]
    [InlineData("none", "none")]
    [InlineData("host", "host")]
    public void Root_gets_the_bridge_unless_he_says_otherwise(string? asked, string expected)
    {
        var spec = SampleRequest.Decide(Asked(asked)).Spec;
        Assert.Equal(NamespaceMode.Of(expected), spec.NetworkNamespace);
        Assert.Equal(expected == "bridge" ? ["podman"] : null, spec.Networks?.Keys);
    }

    [Theory]
    [InlineData(null, "pasta")]
    [InlineData("private", "pasta")]
    [InlineData("pasta", "pasta")]
    [InlineData("slirp4netns", "slirp4netns")]
    [InlineData("none", "none")]
    [InlineData("host", "host")]
    public void A_user_gets_pasta_unless_he_says_otherwise(string? asked, string expected)
    {
        var spec = AsUser(Asked(asked)).Spec;
        Assert.Equal(NamespaceMode.Of(expected), spec.NetworkNamespace);
        Assert.Null(spec.Networks);
    }

    [Fact]
    public void Without_pasta_or_where_the_settings_say_so_a_user_gets_slirp4netns()
    {
        var plain = SampleRequest.Of() with { Host = User };
        var told = plain with { Settings = plain.Settings with { Network = new NetworkTable { DefaultRootlessNetworkCmd = "slirp4netns" } } };

        Assert.Equal("slirp4netns", AsUser(new ContainerSpec(), User with { HasPasta = false }).Spec.NetworkNamespace.Mode);
        Assert.Equal("slirp4netns", ResolveContainer.Decide(told).Spec.NetworkNamespace.Mode);
    }

    [Theory]
    [InlineData("private", "bridge")]
    [InlineData("bridge", "bridge")]
    [InlineData("podman", "bridge")]
    [InlineData("none", "none")]
    [InlineData("host", "host")]
    public void Settings_choose_where_nobody_says_anything(string netns, string expected)
    {
        var request = SampleRequest.Of().With(table => table with { Netns = netns });
        Assert.Equal(expected, ResolveContainer.Decide(request).Spec.NetworkNamespace.Mode);
        Assert.Equal("none", ResolveContainer.Decide(request with { Spec = Asked("none") }).Spec.NetworkNamespace.Mode);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("bridge")]
    [InlineData("podman")]
    public void The_default_network_answers_to_several_names(string name)
    {
        var options = new PerNetworkOptions { StaticIps = ["10.88.0.9", "FD00:0::9"], StaticMac = "92-D0-C6-0A-29-33", InterfaceName = "lan0" };
        var spec = SampleRequest.Decide(Asked("bridge") with { Networks = new Dictionary<string, PerNetworkOptions> { [name] = options } }).Spec;

        var (network, decided) = Assert.Single(spec.Networks!);
        Assert.Equal("podman", network);
        Assert.Equal(["10.88.0.9", "fd00::9"], decided.StaticIps!);
        Assert.Equal("92:d0:c6:0a:29:33", decided.StaticMac);
        Assert.Equal("lan0", decided.InterfaceName);
    }

    public static TheoryData<string, PerNetworkOptions, string> WrongOptions { get; } = new()
    {
        { "web", new(), "unable to find network with name or ID web: network not found" },
        { "podman", new() { Aliases = ["a"] }, "network podman: network aliases need a name service, which the default network does not have" },
        { "podman", new() { Options = new Dictionary<string, string> { ["foo"] = "bar" } }, "network podman: unknown bridge network option: foo" },
        { "podman", new() { InterfaceName = "lo" }, "network podman: invalid interface name \"lo\"" },
        { "podman", new() { InterfaceName = "a/b" }, "network podman: invalid interface name \"a/b\"" },
        { "podman", new() { InterfaceName = "sixteencharacter" }, "network podman: invalid interface name \"sixteencharacter\"" },
        { "podman", new() { StaticIps = ["10.88"] }, "invalid ip address \"10.88\"" },
        { "podman", new() { StaticIps = ["10.88.0.2", "10.88.0.3"] }, "network podman: two addresses of one family: 10.88.0.2, 10.88.0.3" },
        { "podman", new() { StaticMac = "foo" }, "address foo: invalid MAC address" },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void Refuses_what_no_network_can_give(string name, PerNetworkOptions options, string expected) =>
        Assert.Equal(expected, Refusal(Asked("bridge") with { Networks = new Dictionary<string, PerNetworkOptions> { [name] = options } }).Message);

    [Fact]
    public void Refuses_one_network_by_two_names()
    {
        var networks = new Dictionary<string, PerNetworkOptions> { ["default"] = new(), ["podman"] = new() };
        Assert.Equal("network podman is named twice", Refusal(Asked("bridge") with { Networks = networks }).Message);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("host")]
    public void An_address_needs_a_bridge(string mode)
    {
        var networks = new Dictionary<string, PerNetworkOptions> { ["default"] = new() { StaticIps = ["10.88.0.9"] } };
        const string Expected = "networks and static ip/mac address can only be used with Bridge mode networking";
        Assert.Equal(Expected, Refusal(Asked(mode) with { Networks = networks }).Message);
        Assert.Equal(Expected, Refusal(new ContainerSpec { Networks = networks }, User).Message);
    }

    [Fact]
    public void Refuses_the_networks_of_users_to_root_and_the_other_way_round()
    {
        Assert.Equal("pasta networking is only supported for rootless mode", Refusal(Asked("pasta")).Message);
        Assert.Equal("slirp4netns networking is only supported for rootless mode", Refusal(Asked("slirp4netns")).Message);
        Assert.Equal(ErrorKind.Unsupported, Refusal(Asked("bridge"), User).Kind);
        Assert.Equal("could not find pasta, the network namespace can't be configured", Refusal(Asked("pasta"), User with { HasPasta = false }).Message);
        Assert.Contains("passt", Refusal(new ContainerSpec(), User with { HasPasta = false, HasSlirp4netns = false }).Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("host")]
    [InlineData("path", "/data")]
    [InlineData("container", "abc")]
    public void Ports_are_discarded_with_a_warning_where_nothing_can_publish_them(string mode, string? value = null)
    {
        var config = SampleRequest.Decide(Asked(mode, value) with { PortMappings = [new PortMapping { HostPort = 8080, ContainerPort = 80 }] });
        Assert.Empty(config.Spec.PortMappings!);
        Assert.Equal([$"Port mappings have been discarded because \"{mode}\" network namespace mode does not support them"], config.Warnings);
    }

    [Fact]
    public void What_is_exposed_is_the_images_and_ones_own()
    {
        var image = new ContainerDefaults { Cmd = ["sh"], ExposedPorts = new Dictionary<string, EmptyObject> { ["80/tcp"] = new(), ["53/udp"] = new(), ["90-91"] = new() } };
        var config = SampleRequest.Decide(new ContainerSpec { Expose = new Dictionary<ushort, string> { [80] = "UDP", [443] = "" } }, image);
        Assert.Equal(new Dictionary<ushort, string> { [53] = "udp", [80] = "tcp,udp", [90] = "tcp", [91] = "tcp", [443] = "tcp" }, config.Spec.Expose!);
        Assert.Empty(config.Spec.PortMappings!);
    }

    [Fact]
    public void All_exposed_ports_can_be_published()
    {
        ushort next = 30000;
        var image = new ContainerDefaults { Cmd = ["sh"], ExposedPorts = new Dictionary<string, EmptyObject> { ["80/tcp"] = new(), ["53/udp"] = new() } };
        var spec = Publishing(new PortMapping { HostPort = 8080, ContainerPort = 80 }) with { PublishImagePorts = true, Expose = new Dictionary<ushort, string> { [443] = "tcp" } };

        var config = ResolveContainer.Decide(SampleRequest.Of(spec, image) with { FreePort = _ => next++ });

        Assert.Equal(
            [
                new PortMapping { HostPort = 30000, ContainerPort = 53, Range = 1, Protocol = "udp" },
                new PortMapping { HostPort = 8080, ContainerPort = 80, Range = 1, Protocol = "tcp" },
                new PortMapping { HostPort = 30001, ContainerPort = 443, Range = 1, Protocol = "tcp" },
            ],
            config.Spec.PortMappings!);
    }

    [Fact]
    public void Refuses_wrong_exposed_ports()
    {
        Assert.Equal(
            "validating protocols for exposed port 80: unrecognized protocol \"foo\" in port mapping",
            Refusal(new ContainerSpec { Expose = new Dictionary<ushort, string> { [80] = "foo" } }).Message);
        Assert.Equal(
            "cannot expose 0 as it is not a valid port number", Refusal(new ContainerSpec { Expose = new Dictionary<ushort, string> { [0] = "tcp" } }).Message);
        var image = new ContainerDefaults { Cmd = ["sh"], ExposedPorts = new Dictionary<string, EmptyObject> { ["http"] = new() } };
        var error = Assert.Throws<EngineException>(() => SampleRequest.Decide(new ContainerSpec(), image));
        Assert.StartsWith("unable to convert image EXPOSE: http: invalid port number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_cannot_publish_the_kernels_low_ports()
    {
        var spec = Publishing(new PortMapping { HostPort = 80, ContainerPort = 80 });

        var error = Refusal(spec, User);

        Assert.Equal(ErrorKind.PermissionDenied, error.Kind);
        Assert.Equal(
            "rootlessport cannot expose privileged port 80, you can add 'net.ipv4.ip_unprivileged_port_start=80' to /etc/sysctl.conf (currently 1024), or choose a larger port number (>= 1024)",
            error.Message);
        Assert.Single(SampleRequest.Decide(spec).Spec.PortMappings!);
        Assert.Single(AsUser(spec, User with { UnprivilegedPortStart = 80 }).Spec.PortMappings!);
    }
}
