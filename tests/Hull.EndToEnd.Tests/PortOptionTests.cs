using System.Text.Json;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>What is asked of networks and ports, and how inspect, ps and port show it; no packet is sent.</summary>
public sealed class PortOptionTests(EngineBed bed) : EngineTest(bed)
{
    private static string Create(TestedEngine engine, params string[] options) => engine.Ok(["create", .. options, Image]);

    private static JsonElement Inspect(TestedEngine engine, string container, string part)
    {
        using var document = JsonDocument.Parse(engine.Ok("inspect", "--type", "container", "--format", $"{{{{json .{part}}}}}", container));
        return document.RootElement.Clone();
    }

    // "80/tcp=8080 81/tcp=" of a map of ports; an address only where it is not all of them.
    private static string Bindings(JsonElement ports) => string.Join(' ', ports.EnumerateObject().OrderBy(port => port.Name, StringComparer.Ordinal).Select(port =>
        $"{port.Name}={(port.Value.ValueKind == JsonValueKind.Null ? "" : string.Join(',', port.Value.EnumerateArray().Select(Binding)))}"));

    private static string Binding(JsonElement binding)
    {
        var address = binding.GetProperty("HostIp").GetString();
        return (address is "" or "0.0.0.0" ? "" : address + ":") + binding.GetProperty("HostPort").GetString();
    }

    [Theory]
    [InlineData("80/tcp=8080", "8080:80")]
    [InlineData("53/udp=5353", "5353:53/udp")]
    [InlineData("53/tcp=5353 53/udp=5353", "5353:53/udp", "5353:53/tcp")]
    [InlineData("80/tcp=127.0.0.1:8080", "127.0.0.1:8080:80")]
    [InlineData("80/tcp=::1:8080", "[::1]:8080:80")]
    [InlineData("80/tcp=8080 81/tcp=8081 82/tcp=8082", "8080-8082:80-82")]
    [InlineData("80/tcp=8080 81/tcp=8081", "8080:80,8081:81")]
    [InlineData("80/tcp=8080", "8080:80", "8080:80")]
    [InlineData("80/tcp=127.0.0.1:8080,127.0.0.2:8080", "127.0.0.1:8080:80", "127.0.0.2:8080:80")]
    public void Ports_are_recorded_as_asked(string expected, params string[] ports)
    {
        var engine = Open("crun");
        var id = Create(engine, [.. ports.Select(port => $"--publish={port}")]);
        // Of one port on several addresses podman tells them in any order.
        Assert.Equal(Sorted(expected), Sorted(Bindings(Inspect(engine, id, "HostConfig.PortBindings"))));
        Assert.Equal(Sorted(expected), Sorted(Bindings(Inspect(engine, id, "NetworkSettings.Ports"))));
    }

    private static string Sorted(string bindings) => string.Join(' ', bindings.Split(' ').Select(one => string.Join(',', one.Split('=', ',').Order(StringComparer.Ordinal))));

    [Theory]
    [InlineData("80")]
    [InlineData(":80")]
    [InlineData("127.0.0.1::80")]
    public void A_free_port_is_chosen_where_none_is_said(string port)
    {
        var engine = Open("crun");
        var binding = Inspect(engine, Create(engine, "-p", port), "HostConfig.PortBindings").GetProperty("80/tcp")[0];
        Assert.InRange(int.Parse(binding.GetProperty("HostPort").GetString()!), 1024, 65535);
    }

    [Fact]
    public void Host_port_0_is_any_free_one()
    {
        NotInPodman("it refuses port 0; Docker takes it");
        var engine = Open("crun");
        Assert.NotEqual("0", Inspect(engine, Create(engine, "-p", "0:80"), "HostConfig.PortBindings").GetProperty("80/tcp")[0].GetProperty("HostPort").GetString());
    }

    [Fact]
    public void Containers_are_not_given_the_same_free_port_twice()
    {
        var engine = Open("crun");
        var first = Inspect(engine, Create(engine, "-p", "80-99"), "HostConfig.PortBindings");
        var second = Inspect(engine, Create(engine, "-p", "80-99"), "HostConfig.PortBindings");
        var taken = first.EnumerateObject().Select(port => port.Value[0].GetProperty("HostPort").GetString());
        Assert.Empty(second.EnumerateObject().Select(port => port.Value[0].GetProperty("HostPort").GetString()).Intersect(taken));
    }

    [Fact]
    public void All_exposed_ports_are_published_once()
    {
        var engine = Open("crun");
        var id = Create(engine, "-P", "--expose", "80-82", "--expose", "80/udp", "-p", "8080:80");
        var ports = Inspect(engine, id, "HostConfig.PortBindings");
        Assert.Equal(["80/tcp", "80/udp", "81/tcp", "82/tcp"], ports.EnumerateObject().Select(port => port.Name).Order(StringComparer.Ordinal));
        Assert.Equal("8080", ports.GetProperty("80/tcp")[0].GetProperty("HostPort").GetString());
        Assert.All(ports.EnumerateObject(), port => Assert.Equal(1, port.Value.GetArrayLength()));
    }

    [Fact]
    public void Exposed_ports_are_shown_and_not_published()
    {
        NotInPodman("4.3 shows no exposed ports of a container; these are the keys of podman 6");
        var engine = Open("crun");
        var id = Create(engine, "--name", "shown", "--expose", "80-81,53/udp", "-p", "8080:80");
        Assert.Equal("53/udp= 80/tcp=8080 81/tcp=", Bindings(Inspect(engine, id, "NetworkSettings.Ports")));
        Assert.Equal("80/tcp=8080", Bindings(Inspect(engine, id, "HostConfig.PortBindings")));
        Assert.Equal("""{"53/udp":{},"80/tcp":{},"81/tcp":{}}""", Inspect(engine, id, "Config.ExposedPorts").GetRawText());
        Assert.Equal("0.0.0.0:8080->80/tcp, 81/tcp, 53/udp", engine.Ok("ps", "-a", "--format", "{{.Ports}}"));
        Assert.False(Inspect(engine, id, "HostConfig.PublishAllPorts").GetBoolean());
    }

    [Fact]
    public void Ports_of_the_image_are_exposed()
    {
        var engine = Open("crun");
        var id = engine.Ok("create", "-P", ConfigImage);
        using var image = JsonDocument.Parse(engine.Ok("image", "inspect", "--format", "{{json .Config.ExposedPorts}}", ConfigImage));
        var exposed = image.RootElement.EnumerateObject().Select(port => port.Name).ToList();
        Assert.NotEmpty(exposed);
        Assert.Equal(exposed.Order(), Inspect(engine, id, "HostConfig.PortBindings").EnumerateObject().Select(port => port.Name).Order());
        engine.Ok("rm", "--volumes", id);
    }

    [Fact]
    public void Ps_tells_ports_as_columns_and_as_json()
    {
        NotRootless(RootsBridge);
        var engine = Open("crun");
        Create(engine, "--name", "web", "-p", "8080-8081:80-81", "-p", "127.0.0.1:5353:53/udp");
        var ports = engine.Ok("ps", "-a", "--format", "{{.Ports}}").Split(", ").Order(StringComparer.Ordinal);
        Assert.Equal(["0.0.0.0:8080-8081->80-81/tcp", "127.0.0.1:5353->53/udp"], ports);
        Assert.Contains("0.0.0.0:8080-8081->80-81/tcp", engine.Ok("ps", "-a"));
        Assert.Equal("podman", engine.Ok("ps", "-a", "--format", "{{.Networks}}"));
        using var json = JsonDocument.Parse(engine.Ok("ps", "-a", "--format", "json"));
        var listed = json.RootElement[0].GetProperty("Ports").EnumerateArray().Select(port => JsonSerializer.Serialize(port)).Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                """{"host_ip":"","container_port":80,"host_port":8080,"range":2,"protocol":"tcp"}""",
                """{"host_ip":"127.0.0.1","container_port":53,"host_port":5353,"range":1,"protocol":"udp"}""",
            ],
            listed);
    }

    [Fact]
    public void Port_tells_where_the_ports_of_running_containers_are()
    {
        var engine = Open("crun");
        var id = engine.Ok("run", "-d", "--name", "web", "-p", "8080-8081:80-81", "-p", "127.0.0.1:5353:53/udp", Image, "sleep", "100");
        engine.Ok("create", "--name", "idle", "-p", "9090:80", Image);
        string[] all = ["53/udp -> 127.0.0.1:5353", "80/tcp -> 0.0.0.0:8080", "81/tcp -> 0.0.0.0:8081"];
        Assert.Equal(all, engine.Ok("port", "web").Split('\n').Order(StringComparer.Ordinal));
        Assert.Equal(all.Select(line => $"{id[..12]}\t{line}"), engine.Ok("port", "--all").Split('\n').Order(StringComparer.Ordinal));
        Assert.Equal("0.0.0.0:8081", engine.Ok("port", "web", "81"));
        Assert.Equal("127.0.0.1:5353", engine.Ok("container", "port", "web", "53/udp"));
        Assert.Equal("", engine.Ok("port", "idle"));
        Assert.Equal("", engine.Ok("port", "--latest", "80"));
        Failure.Says(engine.Run("port", "web", "99"), 125, "failed to find published port \"99\"");
        Failure.Says(engine.Run("port", "web", "81/udp"), 125, "failed to find published port \"81/udp\"");
        Failure.Says(engine.Run("port", "web", "x"), 125, "strconv.ParseUint: parsing \"x\": invalid syntax");
    }

    [Theory]
    [InlineData("you must supply a running container name or id")]
    [InlineData("no arguments are needed with --all", "--all", "x")]
    [InlineData("--all and --latest cannot be used together", "--all", "--latest")]
    [InlineData("`port` accepts at most 2 arguments", "a", "b", "c")]
    [InlineData("no container with name or ID \"nobody\" found: no such container", "nobody")]
    [InlineData("port formats are port/protocol. '80/tcp/x' is invalid", "nobody", "80/tcp/x")]
    public void Port_refuses(string expected, params string[] arguments) => Failure.Says(Open("crun").Run(["port", .. arguments]), 125, expected);

    [Fact]
    public void A_container_in_anothers_network_shows_its_ports()
    {
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "web", "-p", "8080:80", Image, "sleep", "100");
        engine.Ok("run", "-d", "--name", "guest", "--network", "container:web", Image, "sleep", "100");
        Assert.Equal("80/tcp -> 0.0.0.0:8080", engine.Ok("port", "guest"));
        Assert.Equal("container:" + engine.Ok("inspect", "--format", "{{.Id}}", "web"), engine.Ok("inspect", "--format", "{{.HostConfig.NetworkMode}}", "guest"));
        Assert.Equal("0.0.0.0:8080->80/tcp", engine.Ok("ps", "--filter", "name=guest", "--format", "{{.Ports}}"));
        Assert.Equal("80/tcp=8080", Bindings(Inspect(engine, "guest", "NetworkSettings.Ports")));
        Assert.Equal("", Bindings(Inspect(engine, "guest", "HostConfig.PortBindings")));
        Assert.Equal(Bed.Run("readlink", $"/proc/{Pid(engine, "web")}/ns/net").Ok(), Bed.Run("readlink", $"/proc/{Pid(engine, "guest")}/ns/net").Ok());
        // The same file: what is added in one is seen in the other.
        engine.Ok("exec", "web", "sh", "-c", "echo 1.2.3.4 added >>/etc/hosts");
        Assert.Contains("1.2.3.4 added", engine.Ok("exec", "guest", "cat", "/etc/hosts"));
        engine.Ok("rm", "-f", "-t", "0", "guest");
    }

    private static string Pid(TestedEngine engine, string container) => engine.Ok("inspect", "--format", "{{.State.Pid}}", container);

    [Theory]
    [InlineData("bridge", null)]
    [InlineData("bridge", "default")]
    [InlineData("bridge", "private")]
    [InlineData("bridge", "bridge")]
    [InlineData("bridge", "podman")]
    [InlineData("none", "none")]
    [InlineData("host", "host")]
    public void The_mode_is_shown_as_decided(string expected, string? asked)
    {
        NotRootless(RootsBridge);
        var engine = Open("crun");
        var id = Create(engine, asked is null ? [] : ["--network", asked]);
        Assert.Equal(expected, Inspect(engine, id, "HostConfig.NetworkMode").GetString());
        if (expected != "bridge") return;
        var network = Inspect(engine, id, "NetworkSettings.Networks").GetProperty("podman");
        Assert.Equal("podman", network.GetProperty("NetworkID").GetString());
        Assert.Equal(id[..12], network.GetProperty("Aliases")[0].GetString());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("host")]
    public void Ports_are_discarded_where_nothing_can_publish_them(string mode)
    {
        var engine = Open("crun");
        var created = engine.Run("create", "--network", mode, "-p", "8080:80", Image);
        Assert.Contains("Port mappings have been discarded", created.Error);
        Assert.Equal("", Bindings(Inspect(engine, created.Ok(), "HostConfig.PortBindings")));
    }

    [Theory]
    [InlineData("parsing container port: invalid port number: strconv.Atoi: parsing \"x\": invalid syntax", "-p", "x")]
    [InlineData("host and container port ranges have different lengths: 2 vs 1", "-p", "8080-8081:80")]
    [InlineData("invalid port format - format is [[hostIP:]hostPort:]containerPort", "-p", "1:2:3:4")]
    [InlineData("cannot parse \"foo\" as an IP address", "-p", "foo:80:80")]
    [InlineData("unrecognized protocol \"foo\" in port mapping", "-p", "80:80/foo")]
    [InlineData("conflicting port mappings for host port 85 (protocol tcp)", "-p", "80-90:80-90", "-p", "85:81")]
    [InlineData("invalid range format for --expose: x", "--expose", "x")]
    [InlineData("validating protocols for exposed port 80: unrecognized protocol \"foo\" in port mapping", "--expose", "80/foo")]
    [InlineData("unable to find network with name or ID web: network not found", "--network", "web")]
    [InlineData("unable to find network with name or ID web: network not found", "--network", "web:ip=10.9.9.9")]
    [InlineData("cannot set multiple networks without bridge network mode, selected mode none: invalid argument", "--network", "none", "--network", "web")]
    [InlineData("can only set extra network names, selected mode host conflicts with bridge: invalid argument", "--network", "bridge", "--network", "host")]
    [InlineData("unknown bridge network option: foo", "--network", "bridge:foo=bar")]
    [InlineData("looking up container to share net namespace with: no container with name or ID \"nobody\" found: no such container", "--network", "container:nobody")]
    [InlineData("looking up container to share pid namespace with: no container with name or ID \"nobody\" found: no such container", "--pid", "container:nobody")]
    [InlineData("\"foo\" is not an ip address", "--ip", "foo")]
    [InlineData("address foo: invalid MAC address", "--mac-address", "foo")]
    [InlineData("--ip can only be set when the network mode is bridge: invalid argument", "--network", "host", "--ip", "10.88.0.9")]
    [InlineData("--mac-address can only be set when the network mode is bridge: invalid argument", "--network", "none", "--mac-address", "92:d0:c6:0a:29:33")]
    [InlineData("--network-alias can only be set when the network mode is bridge: invalid argument", "--network", "none", "--network-alias", "a")]
    public void Refuses(string expected, params string[] options)
    {
        if (expected.Contains("network not found", StringComparison.Ordinal)) NotRootless(RootsBridge);
        Failure.Says(Open("crun").Run(["create", .. options, Image]), 125, expected);
    }

    [Theory]
    [InlineData("conflicting port mappings for host port 80 (protocol tcp)", "-p", "80:80", "-p", "80:81")]
    [InlineData("conflicting port mappings for host port 80 (protocol tcp)", "-p", "80:80", "-p", "127.0.0.1:80:81")]
    [InlineData("network podman: network aliases need a name service", "--network-alias", "a")]
    [InlineData("no device may have it", "--mac-address", "01:00:5e:00:00:01")]
    [InlineData("pasta networking is only supported for rootless mode", "--network", "pasta")]
    [InlineData("slirp4netns networking is only supported for rootless mode", "--network", "slirp4netns")]
    public void Refuses_what_podman_lets_pass_or_does_otherwise(string expected, params string[] options)
    {
        NotRootless(RootsBridge);
        NotInPodman("it does not find these contradictions before the start, or has no such thing");
        Failure.Says(Open("crun").Run(["create", .. options, Image]), 125, expected);
    }
}
