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
    public void Any_group_may_ping(string runtime) =>
        Assert.Equal("0\t0", RunIn(Open(runtime), [], "cat", "/proc/sys/net/ipv4/ping_group_range").Ok());
}
