using System.Net.Sockets;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>What is an ordinary user's own: the namespace, the process that holds it, pasta and slirp4netns. Run with HULL_E2E_USER.</summary>
public sealed class RootlessTests : EngineTest
{
    private const string Serve = "while true; do echo hello from $(hostname) | nc -l -p 80; done";

    public RootlessTests(EngineBed bed)
        : base(bed)
    {
        Assert.SkipUnless(TestUser.IsRootless, "these are tests of an ordinary user: HULL_E2E_USER=tester");
        NotInPodman("podman's own rootless set-up does not work in the bed");
    }

    [Theory, Runtimes]
    public void Root_inside_is_the_user_and_the_others_are_subordinate(string runtime)
    {
        var map = RunIn(Open(runtime), [], "cat", "/proc/self/uid_map").Lines.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal([$"0 {TestUser.Id} 1", "1 200000 65536"], map);
    }

    [Theory, Runtimes]
    public void Files_of_the_user_look_like_roots_and_what_root_writes_is_the_users(string runtime)
    {
        TempFile("given", "");
        Shell.Run("chown", $"{TestUser.Id}:{TestUser.Id}", Temp + "/given").Ok();
        var seen = RunIn(Open(runtime), ["-v", Temp + ":/data"], "sh", "-c", "stat -c %u:%g /data/given; touch /data/made; chown 33:34 /data/made").Ok();
        Assert.Equal("0:0", seen);
        Assert.Equal("200032:200033", Shell.Run("stat", "-c", "%u:%g", Temp + "/made").Ok());
    }

    [Fact]
    public void The_callers_groups_are_kept_where_asked()
    {
        // 65534 stands for each group that has no number inside.
        Assert.Contains("65534", RunIn(Open("crun"), ["--group-add", "keep-groups"], "id", "-G").Ok());
        Assert.Equal("0", RunIn(Open("crun"), [], "id", "-G").Ok());
        Failure.Says(RunIn(Open("runc"), ["--group-add", "keep-groups"], "id"), 125, "runtime runc cannot keep the caller's groups");
    }

    [Fact]
    public void Unshare_runs_a_command_as_root_over_the_store()
    {
        var engine = Open("crun");
        Assert.Equal("0", engine.Ok("unshare", "id", "-u"));
        Assert.Equal(engine.Root, engine.Ok("unshare", "sh", "-c", "echo $CONTAINERS_GRAPHROOT"));
        Assert.Equal("", engine.Ok("--noout", "unshare", "id", "-u"));
        Assert.Equal("", engine.Ok("--out", Path.Combine(Temp, "out"), "unshare", "id", "-u"));
        Assert.Equal("0\n", File.ReadAllText(Path.Combine(Temp, "out")));
        Assert.Equal(7, engine.Run("unshare", "sh", "-c", "exit 7").Code);
        Failure.Says(engine.Run("unshare", "no-such-program"), 127, "executable file not found in $PATH");
        Failure.Says(engine.Run("unshare", "/etc/passwd"), 126, "/etc/passwd");
    }

    [Fact]
    public void The_hosts_environment_holds_nothing_of_hulls_own() =>
        Assert.DoesNotContain("_HULL", RunIn(Open("crun"), ["--env-host"], "env").Ok());

    [Fact]
    public void Limits_without_a_cgroup_are_told()
    {
        Assert.SkipWhen(Bed.IsUnified, "this machine has cgroup v2");
        var result = RunIn(Open("crun"), ["-m", "64m"], "true");
        Assert.Contains("Resource limits are not supported and ignored on cgroups V1 rootless systems", result.Error);
        Assert.Equal(0, result.Code);
    }

    [Theory]
    [Runtimes("pasta")]
    [Runtimes("slirp4netns")]
    public void A_published_port_is_reached_and_closed_again(string runtime, string network)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "web", "--hostname", "web", "--network", network, "-p", "8080:80", Image, "sh", "-c", Serve);
        var host = new Traffic(Bed);
        Eventually.Equal("hello from web", () => host.Ask("127.0.0.1", 8080));
        // pasta gives the container the host's own address: what comes from there looks to the container as if it came from itself.
        if (network != "pasta") Eventually.Equal("hello from web", () => host.Ask("192.0.2.2", 8080));
        Assert.Contains("0.0.0.0:8080->80/tcp", engine.Ok("ps", "--format", "{{.Ports}}"));
        engine.Ok("rm", "-f", "-t", "0", "web");
        Assert.Null(host.Ask("127.0.0.1", 8080));
    }

    [Fact]
    public void Pasta_leaves_the_host_at_another_address_or_says_what_shows_it()
    {
        Assert.SkipWhen(Shell.Run("pasta", "--help") is var help && (help.Out + help.Error).Contains("map-guest-addr", StringComparison.Ordinal), "this pasta gives the host an address of its own");
        var engine = Open("crun");
        Failure.Says(engine.Run("run", "--rm", "--add-host", "host:host-gateway", Image, "true"), 125, "host containers internal IP address is empty", "--network pasta:--map-gw");
        // This pasta does not always tell the end of a connection.
        const string Ask = "nc $(awk '/host.containers.internal/ { print $1 }' /etc/hosts) 7777 </dev/null >/said & until [ -s /said ]; do sleep 0.05; done; cat /said; kill $!";
        Bed.Run("ip", "address", "add", "198.51.100.7/32", "dev", "lo").Ok();
        try
        {
            Assert.Equal("198.51.100.7 as asked", AskedFrom(engine, "198.51.100.7", "run", "--rm", "--network", "pasta", Image, "sh", "-c", Ask));
        }
        finally
        {
            Bed.Run("ip", "address", "del", "198.51.100.7/32", "dev", "lo").Ok();
        }

        Assert.Equal("127.0.0.1 as asked", AskedFrom(engine, "127.0.0.1", "run", "--rm", "--network", "pasta:--map-gw", Image, "sh", "-c", Ask));
    }

    // What a container gets from a server of the host that listens at this address.
    private string AskedFrom(TestedEngine engine, string address, params string[] command)
    {
        using var listener = new Traffic(Bed).Listener(address, 7777);
        using var asking = engine.Start(command);
        asking.CloseInput();
        Eventually.Holds($"the container asks {address}", () => listener.Poll(0, SelectMode.SelectRead) || asking.HasExited);
        if (asking.HasExited) return asking.Finish().ToString();
        using (var accepted = listener.Accept()) accepted.Send(System.Text.Encoding.UTF8.GetBytes(address + " as asked\n"));
        // Nor does it send everything only once.
        return asking.Finish().Lines[0];
    }

    [Fact]
    public void Pasta_is_the_default_and_carries_udp_and_ranges()
    {
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "web", "-p", "127.0.0.1:5353:53/udp", "-p", "9000-9002:90-92", Image, "sh", "-c", "while true; do echo second | nc -l -p 91; done");
        Assert.Equal("pasta", engine.Ok("inspect", "--format", "{{.HostConfig.NetworkMode}}", "web"));
        var host = new Traffic(Bed);
        Eventually.Equal("second", () => host.Ask("127.0.0.1", 9001));
        using var server = new Traffic(Bed, $"/proc/{engine.Ok("inspect", "--format", "{{.State.Pid}}", "web")}/ns/net").Datagrams("0.0.0.0", 53);
        using var client = host.Datagrams("127.0.0.1", 0);
        client.SendTo("ask"u8, SocketFlags.None, new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 5353));
        Assert.Equal("ask", Traffic.Receive(server));
    }

    [Theory]
    [InlineData("pasta")]
    [InlineData("slirp4netns")]
    public void A_port_that_is_taken_is_told_with_its_owner(string network)
    {
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "web", "--network", network, "-p", "8080:80", Image, "sleep", "100");
        Failure.Says(engine.Run("run", "--rm", "--network", network, "-p", "8080:80", Image, "true"), 125, "port 8080/tcp is published by container web: address already in use");
        using var listener = new Traffic(Bed).Listener("0.0.0.0", 8081);
        Failure.Says(engine.Run("run", "--rm", "--network", network, "-p", "8081:80", Image, "true"), 125, "address already in use");
    }

    [Fact]
    public void A_privileged_port_is_explained() => Failure.Says(
        Open("crun").Run("run", "--rm", "-p", "80:80", Image, "true"), 125,
        "rootlessport cannot expose privileged port 80, you can add 'net.ipv4.ip_unprivileged_port_start=80' to /etc/sysctl.conf (currently 1024), or choose a larger port number (>= 1024)");

    [Theory, Runtimes]
    public void A_killed_pasta_takes_the_network_and_nothing_else(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "web", "-p", "8080:80", Image, "sleep", "100");
        Bed.Run("pkill", "-9", "-f", "pasta.*--netns").Ok();
        Assert.Equal("in", engine.Ok("exec", "web", "echo", "in"));
        engine.Ok("stop", "-t", "0", "web");
        engine.Ok("start", "web");
        engine.Ok("rm", "-f", "-t", "0", "web");
    }

    [Theory, Runtimes]
    public void Containers_stay_reachable_when_the_pause_process_is_killed(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "100");
        Bed.Run("pkill", "-9", "-f", "^hull-pause").Ok();
        Assert.Equal("in", engine.Ok("exec", "box", "echo", "in"));
        // One more beside it is in the same namespace.
        var one = engine.Ok("exec", "box", "readlink", "/proc/self/ns/user");
        Assert.Equal(one, RunIn(engine, [], "readlink", "/proc/self/ns/user").Ok());
        engine.Ok("stop", "-t", "0", "box");
        engine.Ok("start", "box");
        engine.Ok("rm", "-f", "-t", "0", "box");
    }

    [Fact]
    public void Migrate_makes_the_namespace_anew()
    {
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", "--stop-timeout", "0", Image, "sleep", "100");
        var before = Pause();
        Assert.StartsWith("stopped ", engine.Ok("system", "migrate"));
        Assert.Null(Pause());
        engine.Ok("ps");
        Assert.NotNull(Pause());
        Assert.NotEqual(before, Pause());
        Assert.Equal("exited", engine.Ok("inspect", "--format", "{{.State.Status}}", "box"));
    }

    // The process that holds the namespace, and when it started.
    private string? Pause() => Bed.Inside(() => File.Exists($"/run/user/{TestUser.Id}/hull/pause") ? File.ReadAllText($"/run/user/{TestUser.Id}/hull/pause") : null);

    [Fact]
    public void Certificates_of_a_registry_are_found_in_the_users_own_directory()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.WithClientCertificates(Bed, Temp);
        string[] push = ["push", "-q", Image, registry.Name("test/busybox:1")];
        Failure.Says(engine.Run(push), 125, "certificate");
        var place = $"/run/bed/home/.config/containers/certs.d/{registry.Address}";
        Bed.Run("sh", "-c", $"mkdir -p {place} && cp {Temp}/certs/* {place} && chmod -R a+rX /run/bed/home/.config").Ok();
        engine.Ok(push);
        Bed.Run("rm", "-rf", "/run/bed/home/.config").Ok();
    }

    [Fact]
    public void Many_may_start_at_once_where_nothing_is_yet()
    {
        var engine = Open("crun");
        engine.Ok("system", "migrate");
        var fresh = new TestedEngine(Bed, Directory.CreateDirectory(Path.Combine(Bed.Folder, "fresh")).FullName, "crun");
        var runs = Enumerable.Range(0, 16).Select(_ => fresh.Start("run", "--rm", "--network", "none", "localhost/hull/hello")).ToArray();
        foreach (var run in runs) Assert.Contains("Hello from a container", run.Finish().Ok());
        Assert.Equal("", fresh.Ok("ps", "-aq"));
        fresh.Ok("system", "reset", "-f");
    }

    [Fact]
    public void Two_users_are_strangers_to_each_other()
    {
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "box", "-p", "8080:80", Image, "sleep", "100");
        var home = Directory.CreateDirectory(Path.Combine(Temp, "other")).FullName;
        string[] other = [.. TestUser.Become(TestUser.OtherId), "env", $"XDG_RUNTIME_DIR=/run/user/{TestUser.OtherId}", $"HOME={home}", TestedEngine.Binary, "--runtime", "crun", "--cgroup-manager", "cgroupfs"];
        Bed.Run([.. other, "load", "-q", "-i", Repository.Image("busybox")]).Ok();
        Assert.Equal("", Bed.Run([.. other, "ps", "-aq"]).Ok());
        Assert.Equal($"0 {TestUser.OtherId} 1", string.Join(' ', Bed.Run([.. other, "run", "--rm", "--name", "box", "--network", "none", Image, "head", "-n1", "/proc/self/uid_map"]).Ok().Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Failure.Says(Bed.Run([.. other, "run", "--rm", "-p", "8080:80", Image, "true"]), 125, "address already in use");
        Bed.Run([.. other, "system", "reset", "-f"]).Ok();
    }

    [Theory, Runtimes]
    public void Every_session_of_a_user_has_the_same_containers(string runtime)
    {
        var engine = Open(runtime);
        string[] session = ["/usr/bin/setsid", "--wait"];
        using (var first = engine.StartBehind(session, "run", "-d", "--name", "box", "--network", "none", Image, "sleep", "100")) first.Finish().Ok();
        // As cron starts one: without the variable that a login sets.
        using (var second = engine.WithEnvironment("XDG_RUNTIME_DIR", "").StartBehind(session, "exec", "box", "readlink", "/proc/self/ns/user"))
            Assert.Equal(RunIn(engine, [], "readlink", "/proc/self/ns/user").Ok(), second.Finish().Ok());
        using (var third = engine.StartBehind(session, "stop", "-t", "0", "box")) third.Finish().Ok();
        Assert.Equal("exited", engine.Ok("inspect", "--format", "{{.State.Status}}", "box"));
    }

    [Fact]
    public void A_command_from_another_mount_namespace_is_warned_and_works()
    {
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "100");
        using var elsewhere = engine.StartBehind(["/usr/bin/unshare", "--mount"], "exec", "box", "echo", "in");
        var result = elsewhere.Finish();
        Assert.Equal("in", result.Ok());
        Assert.Contains("another view of the mounts", result.Error);
    }
}
