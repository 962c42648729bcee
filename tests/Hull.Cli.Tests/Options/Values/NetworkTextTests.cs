using Hull.Cli.Options.Values;
using Hull.Core;
using Hull.Engine.Containers;

namespace Hull.Cli.Tests.Options.Values;

/// <summary>--network; what is refused, and how, is podman 4.3.1's.</summary>
public sealed class NetworkTextTests
{
    private static readonly ContainerSpec Empty = new();

    [Theory]
    [InlineData("none", "none", null)]
    [InlineData("host", "host", null)]
    [InlineData("pod", "pod", null)]
    [InlineData("", "private", null)]
    [InlineData("default", "private", null)]
    [InlineData("private", "private", null)]
    [InlineData("container:x", "container", "x")]
    [InlineData("ns:/n", "path", "/n")]
    public void Reads_modes(string text, string mode, string? value)
    {
        var spec = NetworkText.AddTo(Empty, [text]);
        Assert.Equal(new NamespaceMode { Mode = mode, Value = value }, spec.NetworkNamespace);
        Assert.Null(spec.Networks);
        Assert.Null(spec.NetworkOptions);
    }

    [Theory]
    [InlineData("default", "bridge")]
    [InlineData("podman", "podman")]
    [InlineData("foo,bar", "foo,bar")]
    [InlineData("default,foo", "bridge", "foo")]
    [InlineData("foo,bar", "foo", "bar:ip=10.0.0.1")]
    public void Reads_networks(string names, params string[] texts)
    {
        var spec = NetworkText.AddTo(Empty, texts);
        Assert.Equal("bridge", spec.NetworkNamespace.Mode);
        Assert.Equal(names.Split(','), spec.Networks!.Keys);
    }

    [Fact]
    public void Reads_the_options_of_a_network()
    {
        var options = NetworkText.AddTo(Empty, ["bridge:ip=10.88.0.9,ip6=fd00::9,mac=92:d0:c6:0a:29:33,alias=a,alias=b,interface_name=lan0"]).Networks!["default"];
        Assert.Equal(["10.88.0.9", "fd00::9"], options.StaticIps!);
        Assert.Equal("92:d0:c6:0a:29:33", options.StaticMac);
        Assert.Equal(["a", "b"], options.Aliases!);
        Assert.Equal("lan0", options.InterfaceName);
    }

    [Theory]
    [InlineData("pasta", "pasta", null)]
    [InlineData("pasta:--mtu,1400", "pasta", "--mtu 1400")]
    [InlineData("slirp4netns:port_handler=slirp4netns,mtu=1400", "slirp4netns", "port_handler=slirp4netns mtu=1400")]
    public void Reads_the_options_of_a_helper(string text, string mode, string? options)
    {
        var spec = NetworkText.AddTo(Empty, [text]);
        Assert.Equal(NamespaceMode.Of(mode), spec.NetworkNamespace);
        Assert.Equal(options, spec.NetworkOptions is null ? null : string.Join(' ', spec.NetworkOptions[mode]));
    }

    [Theory]
    [InlineData("namespace mode container requires a value", "container:")]
    [InlineData("namespace mode path requires a value", "ns:")]
    [InlineData("network name cannot be empty", ":ip=1.2.3.4")]
    [InlineData("network name cannot be empty: invalid argument", "bridge", "")]
    [InlineData("unknown bridge network option: foo", "bridge:foo=bar")]
    [InlineData("invalid ip address \"x\"", "bridge:ip=x")]
    [InlineData("address x: invalid MAC address", "bridge:mac=x")]
    [InlineData("alias cannot be empty", "bridge:alias=")]
    [InlineData("interface_name cannot be empty", "bridge:interface_name=")]
    [InlineData("invalid option for network foo: invalid ip address \"x\"", "foo:ip=x")]
    [InlineData("cannot set multiple networks without bridge network mode, selected mode none: invalid argument", "none", "bridge")]
    [InlineData("cannot set multiple networks without bridge network mode, selected mode private: invalid argument", "default", "foo")]
    [InlineData("can only set extra network names, selected mode none conflicts with bridge: invalid argument", "bridge", "none")]
    [InlineData("can only set extra network names, selected mode container conflicts with bridge: invalid argument", "foo", "container:x")]
    public void Refuses(string expected, params string[] texts) =>
        Assert.Equal(expected, Assert.Throws<EngineException>(() => NetworkText.AddTo(Empty, texts)).Message);
}
