using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Network none and host, the other namespaces of the host, and the files about names.</summary>
public sealed class RunNetworkTests(EngineBed bed) : EngineTest(bed)
{
    [Theory, Runtimes]
    public void Without_a_network_there_is_only_loopback_and_it_is_up(string runtime)
    {
        var lines = RunIn(Open(runtime), [], "sh", "-c", "ls /sys/class/net; ip -4 -o addr show lo | awk '{print $4}'; ping -c 1 -W 1 127.0.0.1 >/dev/null 2>&1; nc -l -p 99 -e echo yes & sleep 0.2; nc -w 1 127.0.0.1 99").Ok().Split('\n');
        Assert.Equal(["lo", "127.0.0.1/8", "yes"], lines);
    }

    [Theory]
    [Runtimes("--network=host", "net")]
    [Runtimes("--net=host", "net")]
    [Runtimes("--pid=host", "pid")]
    [Runtimes("--ipc=host", "ipc")]
    [Runtimes("--uts=host", "uts")]
    public void Shares_the_hosts_namespace(string runtime, string option, string kind)
    {
        var engine = Open(runtime);
        var network = option.Contains("net") ? [] : new[] { "--network", "none" };
        var inside = engine.Ok(["run", "--rm", .. network, option, Image, "readlink", $"/proc/self/ns/{kind}"]);
        Assert.Equal(Bed.Run("readlink", $"/proc/self/ns/{kind}").Ok(), inside);
    }

    [Fact]
    public void On_the_hosts_network_the_hosts_name_is_kept()
    {
        var engine = Open("crun");
        Assert.Equal("bed", engine.Ok("run", "--rm", "--network", "host", Image, "hostname"));
        Assert.Equal("other", engine.Ok("run", "--rm", "--network", "host", "--hostname", "other", Image, "hostname"));
    }

    [Fact]
    public void With_the_hosts_processes_they_are_seen()
    {
        var engine = Open("crun");
        Assert.Contains("bed.sh", RunIn(engine, ["--pid", "host"], "cat", "/proc/1/cmdline").Ok());
    }

    [Theory, Runtimes]
    public void The_name_of_the_host_is_the_beginning_of_the_id(string runtime)
    {
        var engine = Open(runtime);
        var id = engine.Ok("run", "-d", "--network", "none", Image, "sleep", "100");
        Assert.Equal(id[..12], engine.Ok("exec", id, "hostname"));
        Assert.Equal(id[..12], engine.Ok("exec", id, "cat", "/etc/hostname"));
    }

    [Theory, Runtimes]
    public void The_name_of_the_host_can_be_chosen(string runtime)
    {
        var lines = RunIn(Open(runtime), ["--hostname", "chosen.example"], "sh", "-c", "hostname; echo $(cat /etc/hostname); grep -c chosen.example /etc/hosts").Ok();
        Assert.Equal("chosen.example\nchosen.example\n1", lines);
    }

    [Theory, Runtimes]
    public void Knows_localhost_and_itself(string runtime)
    {
        var hosts = RunIn(Open(runtime), ["--name", "box", "--hostname", "chosen"], "cat", "/etc/hosts").Ok();
        Assert.Matches(@"(?m)^127\.0\.0\.1\s+localhost", hosts);
        Assert.Matches(@"(?m)^[0-9.]+\s+(.*\s)?chosen(\s|$)", hosts);
        Assert.Matches(@"(?m)^[0-9.]+\s+(.*\s)?box(\s|$)", hosts);
    }

    [Theory, Runtimes]
    public void On_the_hosts_network_it_has_the_hosts_resolvers_and_may_write_the_file(string runtime)
    {
        var own = File.ReadLines("/etc/resolv.conf").Where(line => line.StartsWith("nameserver ", StringComparison.Ordinal)).ToArray();
        var printed = Open(runtime).Ok("run", "--rm", "--network", "host", Image, "sh", "-c", "cat /etc/resolv.conf && echo '# x' >>/etc/resolv.conf && echo yes");
        Assert.Equal(own, printed.Split('\n').Where(line => line.StartsWith("nameserver ", StringComparison.Ordinal)));
        Assert.EndsWith("yes", printed);
        Assert.Equal(own, File.ReadLines("/etc/resolv.conf").Where(line => line.StartsWith("nameserver ", StringComparison.Ordinal)));
    }

    [Theory, Runtimes]
    public void On_the_bridge_it_knows_the_host_and_itself_as_inspect_does(string runtime)
    {
        NotRootless(RootsBridge);
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--hostname", "chosen", "--add-host", "friend:1.2.3.4", Image, "sleep", "100");
        string Told(string field) => engine.Ok("inspect", "--format", $"{{{{.NetworkSettings.{field}}}}}", "box");
        var (address, gateway) = (Told("IPAddress"), Told("Gateway"));
        Assert.Equal($"{address} {gateway}", Told("Networks.podman.IPAddress") + " " + Told("Networks.podman.Gateway"));

        var hosts = engine.Ok("exec", "box", "cat", "/etc/hosts").Split('\n');
        Assert.Equal("1.2.3.4\tfriend", hosts[0]);
        Assert.Contains(hosts, line => line.StartsWith($"{gateway}\thost.containers.internal", StringComparison.Ordinal));
        Assert.Equal($"{address}\tchosen box", hosts[^1]);
        Assert.Contains($"inet {address}/{Told("IPPrefixLen")} ", engine.Ok("exec", "box", "ip", "-4", "addr", "show", "eth0"));
        Assert.Contains($"ether {Told("MacAddress")} ", engine.Ok("exec", "box", "ip", "link", "show", "eth0"));
        Assert.Contains($"default via {gateway} ", engine.Ok("exec", "box", "ip", "route"));
    }

    [Theory, Runtimes]
    public void Address_and_device_of_the_bridge_can_be_chosen(string runtime)
    {
        NotRootless(RootsBridge);
        var engine = Open(runtime);
        // The subnet is the first of 10.88.0.0/16 and those after it that nobody has.
        var subnet = string.Join('.', engine.Ok("run", "--rm", Image, "sh", "-c", "ip route | awk '/^default/ {print $3}'").Split('.')[..2]);
        engine.Ok("run", "-d", "--name", "box", "--ip", $"{subnet}.77.9", "--mac-address", "92:d0:c6:0a:29:33", Image, "sleep", "100");
        Assert.Equal($"{subnet}.77.9 92:d0:c6:0a:29:33", engine.Ok("inspect", "--format", "{{.NetworkSettings.IPAddress}} {{.NetworkSettings.MacAddress}}", "box"));
        Assert.Contains($"inet {subnet}.77.9/16 ", engine.Ok("exec", "box", "ip", "-4", "addr", "show", "eth0"));
        Assert.Contains($"inet {subnet}.77.8/16 ", engine.Ok("run", "--rm", "--network", $"bridge:ip={subnet}.77.8,interface_name=lan0", Image, "ip", "-4", "addr", "show", "lan0"));
    }

    [Fact]
    public void The_gateway_to_the_host_can_be_given_names()
    {
        NotRootless(RootsBridge);
        NotInPodman("4.3 knows no host-gateway");
        var hosts = Open("crun").Ok("run", "--rm", "--add-host", "one;two:host-gateway", Image, "cat", "/etc/hosts").Split('\n');
        var gateway = hosts[0].Split('\t')[0];
        Assert.Equal([$"{gateway}\tone", $"{gateway}\ttwo"], hosts[..2]);
        Assert.Contains($"{gateway}\thost.containers.internal host.docker.internal", hosts);
        Failure.Says(
            Open("crun").Run("run", "--rm", "--network", "none", "--add-host", "x:host-gateway", Image, "true"), 125,
            "unable to replace \"host-gateway\" of host entry \"x:host-gateway\"");
    }

    [Theory, Runtimes]
    public void Name_servers_can_be_chosen(string runtime)
    {
        var printed = Open(runtime).Ok("run", "--rm", "--dns", "10.9.9.9", "--dns", "10.9.9.8", "--dns-search", "example.com", "--dns-option", "ndots:3", Image, "cat", "/etc/resolv.conf");
        Assert.Equal("search example.com\nnameserver 10.9.9.9\nnameserver 10.9.9.8\noptions ndots:3", printed);
    }

    [Theory, Runtimes]
    public void Any_group_may_ping(string runtime) =>
        Assert.Equal("0\t0", RunIn(Open(runtime), [], "cat", "/proc/sys/net/ipv4/ping_group_range").Ok());
}
