using System.Net;
using System.Net.Sockets;
using System.Text;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>The default network of root's containers, with real packets: from the host, other containers, and a namespace that stands for the outside.</summary>
public sealed class BridgeTests : EngineTest
{
    private const string Serve = "while true; do echo hello from $(hostname) | nc -l -p 80; done";
    private const string OutsideAddress = "192.0.2.2";
    private const string HostAddress = "192.0.2.1";

    public BridgeTests(EngineBed bed)
        : base(bed) => NotRootless(RootsBridge);

    [Theory, Runtimes]
    public void A_container_has_an_address_a_way_out_and_a_name(string runtime)
    {
        var engine = Open(runtime);
        var lines = engine.Ok("run", "--rm", "--hostname", "chosen", Image, "sh", "-c", "ip -4 -o addr show eth0 | awk '{print $4}'; ip route | awk '/default/ {print $3}'; ls /sys/class/net; grep -c chosen /etc/hosts").Split('\n');
        Assert.Matches(@"^10\.\d+\.\d+\.\d+/16$", lines[0]);
        Assert.Equal(Gateway(lines[0]), lines[1]);
        Assert.Equal(["eth0", "lo", "1"], lines[2..]);
    }

    [Theory, Runtimes]
    public void A_published_port_is_reached_from_everywhere(string runtime)
    {
        var engine = Open(runtime);
        using var outside = Outside();
        var address = Start(engine, "web", "-p", "8080:80", "--hostname", "web");
        var host = new Traffic(Bed);
        foreach (var way in new[] { "127.0.0.1", HostAddress, Gateway(address) })
            Eventually.Equal("hello from web", () => host.Ask(way, 8080));
        Eventually.Equal("hello from web", () => host.Ask(address, 80));
        Eventually.Equal("hello from web", () => outside.Traffic.Ask(HostAddress, 8080));
        // Another container by way of the host, and itself: where bridges pass their packets through the filter podman has no way back.
        if (!TestedEngine.IsPodman) Eventually.Equal("hello from web", () => engine.Run("exec", "web", "nc", "-w", "2", Gateway(address), "8080").Text);
        Eventually.Equal("hello from web", () => engine.Run("run", "--rm", Image, "nc", "-w", "2", HostAddress, "8080").Text);
        engine.Ok("rm", "-f", "-t", "0", "web");
        Assert.Null(host.Ask("127.0.0.1", 8080));
    }

    [Fact]
    public void Containers_reach_the_outside_under_the_hosts_address()
    {
        var engine = Open("crun");
        using var outside = Outside();
        using var listener = outside.Traffic.Listener(OutsideAddress, 81);
        using var running = engine.Start("run", "--rm", Image, "nc", "-w", "5", OutsideAddress, "81");
        using var client = listener.Accept();
        Assert.Equal(HostAddress, ((IPEndPoint)client.RemoteEndPoint!).Address.ToString());
        client.Send("good day"u8);
        client.Dispose();
        running.CloseInput();
        Assert.Equal("good day", running.Finish().Ok());
    }

    [Fact]
    public void A_port_published_on_one_address_is_open_there_only()
    {
        var engine = Open("crun");
        using var outside = Outside();
        Start(engine, "web", "-p", "127.0.0.1:8080:80", "--hostname", "web");
        Eventually.Equal("hello from web", () => new Traffic(Bed).Ask("127.0.0.1", 8080));
        Assert.Null(new Traffic(Bed).Ask(HostAddress, 8080));
        Assert.Null(outside.Traffic.Ask(HostAddress, 8080));
    }

    [Fact]
    public void Ranges_lead_to_ranges()
    {
        var engine = Open("crun");
        Start(engine, "web", "-p", "7079-7081:79-81", "--hostname", "web");
        Eventually.Equal("hello from web", () => new Traffic(Bed).Ask("127.0.0.1", 7080));
        Assert.Null(new Traffic(Bed).Ask("127.0.0.1", 7081));
    }

    [Fact]
    public void A_datagram_finds_the_container_that_has_the_port_now()
    {
        NotInPodman("leaves it to chance whether the old container's entries are still there");
        var engine = Open("crun");
        using var outside = Outside();
        using var client = outside.Traffic.Datagrams(OutsideAddress, 5353);
        // Before anybody has the port the kernel remembers the way to nobody.
        client.SendTo("early"u8, new IPEndPoint(IPAddress.Parse(HostAddress), 5300));
        foreach (var name in new[] { "first", "second" })
        {
            engine.Ok("run", "-d", "--name", name, "-p", "5300:53/udp", Image, "sleep", "1000");
            var pid = engine.Ok("inspect", "--format", "{{.State.Pid}}", name);
            using var server = new Traffic(Bed, $"/proc/{pid}/ns/net").Datagrams("0.0.0.0", 53);
            client.SendTo(Encoding.UTF8.GetBytes(name), new IPEndPoint(IPAddress.Parse(HostAddress), 5300));
            // On a busy machine the early one may still be waiting for the host's hardware address.
            var received = Traffic.Receive(server);
            Assert.Equal(name, received == "early" ? Traffic.Receive(server) : received);
            engine.Ok("rm", "-f", "-t", "0", name);
        }
    }

    [Fact]
    public void A_port_of_another_container_is_refused_with_its_name()
    {
        var engine = Open("crun");
        Start(engine, "web", "-p", "8080:80");
        Failure.Says(engine.Run("run", "--rm", "-p", "8080:80", Image, "true"), 126 - (TestedEngine.IsPodman ? 0 : 1), "address already in use");
        if (TestedEngine.IsPodman) return;
        Failure.Says(engine.Run("run", "--rm", "-p", "127.0.0.1:8079-8081:80-82", Image, "true"), 125, "port 8080/tcp is published by container web");
        engine.Ok("run", "--rm", "-p", "8080:80/udp", Image, "true");
        engine.Ok("stop", "-t", "0", "web");
        engine.Ok("run", "--rm", "-p", "8080:80", Image, "true");
    }

    [Fact]
    public void A_port_that_a_program_listens_on_is_refused()
    {
        var engine = Open("crun");
        using (new Traffic(Bed).Listener("0.0.0.0", 8080))
        {
            var result = engine.Run("run", "--rm", "-p", "8080:80", Image, "true");
            Failure.Says(result, TestedEngine.IsPodman ? result.Code : 125, "address already in use", "8080");
        }
        using (new Traffic(Bed).Datagrams("0.0.0.0", 8080))
        {
            var result = engine.Run("run", "--rm", "-p", "8080:80/udp", Image, "true");
            Failure.Says(result, TestedEngine.IsPodman ? result.Code : 125, "address already in use", "8080");
            engine.Ok("run", "--rm", "-p", "8080:80", Image, "true");
        }
    }

    [Fact]
    public void Address_hardware_address_and_device_can_be_chosen()
    {
        var engine = Open("crun");
        var subnet = Gateway(engine.Ok("run", "--rm", Image, "sh", "-c", "ip -4 -o addr show eth0 | awk '{print $4}'"));
        var chosen = subnet[..(subnet.LastIndexOf('.') + 1)] + "77";
        var lines = engine.Ok(
            "run", "--rm", "--network", $"bridge:ip={chosen},mac=92:d0:c6:0a:29:33,interface_name=net7", Image,
            "sh", "-c", "ip -4 -o addr show net7 | awk '{print $4}'; cat /sys/class/net/net7/address").Split('\n');
        Assert.Equal([chosen + "/16", "92:d0:c6:0a:29:33"], lines);
        engine.Ok("run", "-d", "--name", "one", "--ip", chosen, Image, "sleep", "100");
        var taken = engine.Run("run", "--rm", "--ip", chosen, Image, "true");
        Failure.Says(taken, TestedEngine.IsPodman ? taken.Code : 125, $"requested ip address {chosen} is already allocated");
        var foreign = engine.Run("run", "--rm", "--ip", "203.0.113.7", Image, "true");
        Failure.Says(foreign, TestedEngine.IsPodman ? foreign.Code : 125, "requested static ip 203.0.113.7 not in any subnet");
    }

    [Theory, Runtimes]
    public void Many_at_once_have_addresses_of_their_own(string runtime)
    {
        var engine = Open(runtime);
        var running = Enumerable.Range(0, 20).Select(i => engine.Start("run", "-d", Image, "sleep", "1000")).ToList();
        var ids = running.Select(one => one.Finish(120).Ok()).ToList();
        var addresses = ids.Select(id => engine.Ok("exec", id, "sh", "-c", "ip -4 -o addr show eth0 | awk '{print $4}'")).ToList();
        Assert.Equal(20, addresses.Distinct().Count());
    }

    [Theory]
    [InlineData("nft flush ruleset")]
    [InlineData("nft flush table inet hull")]
    [InlineData("nft delete table inet hull; ip link delete hull0")]
    [InlineData("ip link set hull0 down")]
    public void What_another_program_deletes_is_mended(string deletion)
    {
        NotInPodman("mends nothing by itself");
        var engine = Open("crun");
        var host = new Traffic(Bed);
        Start(engine, "web", "-p", "8080:80", "--hostname", "web");
        Eventually.Equal("hello from web", () => host.Ask("127.0.0.1", 8080));
        foreach (var mend in new Func<string>[] { () => engine.Ok("run", "--rm", Image, "true"), () => engine.Ok("network", "reload", "web"), () => engine.Ok("network", "reload", "--all") })
        {
            Bed.Run("sh", "-c", deletion).Ok();
            Assert.Null(host.Ask("127.0.0.1", 8080));
            mend();
            Eventually.Equal("hello from web", () => host.Ask("127.0.0.1", 8080));
        }
        engine.Ok("stop", "-t", "0", "web");
        Failure.Says(engine.Run("network", "reload", "web"), 125, "not running");
        Assert.Equal("", engine.Ok("network", "reload", "--all"));
    }

    [Fact]
    public void A_container_ends_though_its_rules_are_gone()
    {
        NotInPodman("has rules of another kind");
        var engine = Open("crun");
        Start(engine, "web", "-p", "8080:80");
        Bed.Run("sh", "-c", "nft flush ruleset; ip link delete hull0").Ok();
        engine.Ok("rm", "-f", "-t", "0", "web");
        Start(engine, "web", "-p", "8080:80");
    }

    [Theory, Runtimes]
    public void What_a_killed_start_leaves_is_swept(string runtime)
    {
        NotInPodman("leaves addresses, devices and rules behind");
        var engine = Open(runtime);
        engine.Ok("run", "--rm", Image, "true");
        for (var kill = 0; kill < 12; kill++)
        {
            using (var running = engine.Start("run", "-p", "8080:80", Image, "true"))
            {
                // Spread over a start of some 50 ms; how far it has come does not matter.
                Thread.Sleep(4 * kill);
                running.Signal(9);
                running.FinishProcess();
            }
            Eventually.Equal("ok", () => engine.Run("run", "--rm", "-p", "8080:80", Image, "echo", "ok").Text);
            engine.Ok("rm", "-f", "-a", "-t", "0");
            Eventually.Equal("", () => Bed.Run("sh", "-c", "nft list table inet hull | grep comment; ip -o link | grep veth; ls " + engine.RunRoot + "/netns").Text);
        }
    }

    [Fact]
    public void A_container_that_was_killed_from_outside_gives_everything_back()
    {
        NotInPodman("needs a command that notices");
        var engine = Open("crun");
        Start(engine, "web", "-p", "8080:80");
        var processes = engine.Ok("inspect", "--format", "{{.State.ConmonPid}} {{.State.Pid}}", "web");
        Bed.Run("sh", "-c", $"for p in {processes}; do kill -9 $p; while kill -0 $p 2>/dev/null; do sleep 0.01; done; done");
        engine.Ok("run", "--rm", "-p", "8080:80", Image, "true");
        Eventually.Equal("", () => Bed.Run("sh", "-c", "nft list table inet hull | grep comment; ip -o link | grep veth; ls " + engine.RunRoot + "/netns").Text);
    }

    [Fact]
    public void The_hosts_loopback_is_closed_to_containers()
    {
        NotInPodman("its chains have other names");
        var engine = Open("crun");
        var address = Start(engine, "box");
        var path = engine.Ok("inspect", "--format", "{{.State.Pid}}", "box");
        var gateway = Gateway(address);
        // A container with the right to may send to 127.0.0.1 by way of its gateway; the host would take it, since route_localnet is on.
        Bed.Run(
            "nsenter", $"--net=/proc/{path}/ns/net", "sh", "-c",
            $"ip route del local 127.0.0.0/8 dev lo table local; ip route del local 127.0.0.1 dev lo table local; echo 1 >/proc/sys/net/ipv4/conf/eth0/route_localnet; ip route add 127.0.0.1 via {gateway} dev eth0 src {address}").Ok();
        using var server = new Traffic(Bed).Datagrams("0.0.0.0", 4444);
        using var client = new Traffic(Bed, $"/proc/{path}/ns/net").Datagrams(address, 5555);
        Send(client, "127.0.0.1", "by loopback");
        Send(client, gateway, "by the gateway");
        Assert.Equal("by the gateway", Traffic.Receive(server));
        // Without the guard it arrives: so the test can tell.
        Bed.Run("nft", "flush chain inet hull guard").Ok();
        Send(client, "127.0.0.1", "by loopback");
        Assert.Equal("by loopback", Traffic.Receive(server));
        engine.Ok("network", "reload", "box");
        Send(client, "127.0.0.1", "by loopback");
        Send(client, gateway, "by the gateway");
        Assert.Equal("by the gateway", Traffic.Receive(server));
    }

    [Theory]
    [InlineData("iptables -P FORWARD DROP")]
    [InlineData("iptables -N DOCKER-USER; iptables -A DOCKER-USER -j RETURN; iptables -A FORWARD -j DOCKER-USER; iptables -P FORWARD DROP")]
    public void Where_forwarded_packets_are_dropped_ours_still_pass(string rules)
    {
        NotInPodman("lets answers pass, but nobody from outside in");
        var engine = Open("crun");
        using var outside = Outside();
        Bed.Run("sh", "-c", rules).Ok();
        try
        {
            Start(engine, "web", "-p", "8080:80", "--hostname", "web");
            Eventually.Equal("hello from web", () => outside.Traffic.Ask(HostAddress, 8080));
            Eventually.Equal("hello from web", () => engine.Run("run", "--rm", Image, "nc", "-w", "2", HostAddress, "8080").Text);
        }
        finally
        {
            Bed.Run("sh", "-c", "iptables -P FORWARD ACCEPT; iptables -F; iptables -X").Ok();
        }
    }

    [Fact]
    public void Where_a_table_of_nfts_own_drops_forwarded_packets_it_is_named()
    {
        NotInPodman("says nothing");
        var engine = Open("crun");
        Bed.Run("nft", "table inet mine { chain ours { type filter hook forward priority 0; policy drop; }; }").Ok();
        var result = engine.Run("run", "--rm", Image, "true");
        Bed.Run("nft", "delete table inet mine").Ok();
        Assert.Equal(0, result.Code);
        Assert.Contains("chain ours of nft table mine", result.Error);
    }

    private static void Send(Socket socket, string address, string text) =>
        socket.SendTo(Encoding.UTF8.GetBytes(text), new IPEndPoint(IPAddress.Parse(address), 4444));

    /// <summary>Starts a server and answers its address.</summary>
    private static string Start(TestedEngine engine, string name, params string[] options)
    {
        engine.Ok(["run", "-d", "--name", name, .. options, Image, "sh", "-c", Serve]);
        return engine.Ok("exec", name, "sh", "-c", "ip -4 -o addr show eth0 | awk '{print $4}'").Split('/')[0];
    }

    private static string Gateway(string address)
    {
        var parts = address.Split('.');
        return $"{parts[0]}.{parts[1]}.0.1";
    }

    private Neighbour Outside() => new(Bed);

    /// <summary>Another machine: a namespace with one wire to the bed.</summary>
    private sealed class Neighbour : IDisposable
    {
        // Not in /run/netns, which podman uses as well.
        private const string Held = "/run/outside";

        private readonly Bed _bed;

        public Neighbour(Bed bed)
        {
            _bed = bed;
            bed.Run(
                "sh", "-ec",
                $"touch {Held}; unshare --net={Held} ip link set lo up; ip link add wire type veth peer name wire0 netns {Held}; ip addr add {HostAddress}/24 dev wire; ip link set wire up; "
                + $"nsenter --net={Held} sh -ec 'ip addr add {OutsideAddress}/24 dev wire0; ip link set wire0 up'").Ok();
            Traffic = new Traffic(bed, Held);
        }

        public Traffic Traffic { get; }

        public void Dispose() => _bed.Run("sh", "-ec", $"ip link delete wire; umount {Held}; rm {Held}").Ok();
    }
}
