using System.Net.Sockets;
using System.Text;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>What a service manager is told (--sdnotify), what systemd inside gets (--systemd), and what goes with a container or comes before it.</summary>
public sealed class ReadinessTests(EngineBed bed) : EngineTest(bed)
{
    private const string ShowSocket = "echo ${NOTIFY_SOCKET-none}; sleep 1000";

    [Theory, Runtimes]
    public void With_conmon_the_engine_tells_the_main_process_and_that_it_is_ready(string runtime)
    {
        var engine = Open(runtime);
        using var manager = Listen(out var path);
        engine.WithEnvironment("NOTIFY_SOCKET", path).Ok("run", "-d", "--name", "box", "--network", "none", "--sdnotify", "conmon", Image, "sh", "-c", ShowSocket);
        Assert.Equal($"MAINPID={Monitor(engine)} READY=1", Told(manager, lines: 2));
        Eventually.Equal("none", () => engine.Ok("logs", "box"));
        Assert.Equal("conmon", engine.Ok("inspect", "--format", "{{.Config.SdNotifyMode}}", "box"));
    }

    [Theory, Runtimes]
    public void The_container_itself_tells_that_it_is_ready_through_a_socket_of_its_own(string runtime)
    {
        NotInPodman("keeps the socket's directory elsewhere");
        var engine = Open(runtime);
        using var manager = Listen(out var path);
        var id = engine.WithEnvironment("NOTIFY_SOCKET", path).Ok("run", "-d", "--name", "box", "--network", "none", Image, "sh", "-c", ShowSocket);
        Assert.Equal($"MAINPID={Monitor(engine)}", Told(manager, lines: 1));
        Eventually.Equal("/run/notify/notify.sock", () => engine.Ok("logs", "box"));
        Assert.Equal("socket", engine.Ok("exec", "box", "sh", "-c", "test -S /run/notify/notify.sock && echo socket"));
        // By its directory: the whole path is longer than a socket's may be.
        Bed.Run("sh", "-c", $"cd {engine.RunRoot}/containers/{id}/notify && echo READY=1 | socat -u - UNIX-SENDTO:notify.sock").Ok();
        Assert.Equal("READY=1", Told(manager, lines: 1));
    }

    [Fact]
    public void With_healthy_the_start_waits_for_the_first_good_check()
    {
        NotInPodman("4.3 has no such mode");
        var engine = Open("crun");
        using var manager = Listen(out var path);
        using var start = engine.WithEnvironment("NOTIFY_SOCKET", path)
            .Start("run", "-d", "--name", "box", "--network", "none", "--sdnotify", "healthy", "--health-cmd", "true", "--health-interval", "disable", Image, "sleep", "1000");
        Assert.StartsWith("MAINPID=", Told(manager, lines: 1), StringComparison.Ordinal);
        engine.Ok("wait", "--condition", "running", "box");
        Assert.False(start.HasExited);
        engine.Ok("healthcheck", "run", "box");
        Assert.Equal("READY=1", Told(manager, lines: 1));
        start.Finish().Ok();
        Failure.Says(engine.Run("create", "--sdnotify", "healthy", Image), 125, "sdnotify policy \"healthy\" requires a healthcheck to be set");
    }

    [Fact]
    public void With_ignore_nobody_is_told()
    {
        var engine = Open("crun");
        using var manager = Listen(out var path);
        var result = engine.WithEnvironment("NOTIFY_SOCKET", path).Run("run", "--rm", "--network", "none", "--sdnotify", "ignore", Image, "sh", "-c", "echo ${NOTIFY_SOCKET-none}");
        Assert.Equal("none", result.Ok());
        Assert.Equal(0, manager.Available);
    }

    [Theory, Runtimes]
    public void Systemd_inside_gets_what_it_needs(string runtime)
    {
        var engine = Open(runtime);
        const string Look = "for d in /run /run/lock /tmp /var/log/journal; do grep -q \" $d tmpfs rw\" /proc/mounts && echo $d; done; echo $container_uuid";
        var id = engine.Ok("create", "--name", "box", "--network", "none", "--systemd", "always", Image, "sh", "-c", Look);
        Assert.Equal($"/run\n/run/lock\n/tmp\n/var/log/journal\n{id[..32]}", engine.Ok("start", "-a", "box"));
        if (TestedEngine.IsPodman) return;
        Assert.Equal("755", RunIn(engine, ["--systemd", "always"], "sh", "-c", "test -s /run/.containerenv && stat -c %a /run").Ok());
        Assert.Equal("SIGRTMIN+3 true", engine.Ok("inspect", "--format", "{{.Config.StopSignal}} {{.Config.SystemdMode}}", "box"));
    }

    [Fact]
    public void Other_commands_and_false_leave_everything_as_it_is()
    {
        var engine = Open("crun");
        Assert.Equal("none", RunIn(engine, [], "sh", "-c", "echo ${container_uuid-none}").Ok());
        Assert.Equal("none", RunIn(engine, ["--systemd", "false", "--entrypoint", "/bin/sh"], "-c", "echo ${container_uuid-none}").Ok());
    }

    [Fact]
    public void The_image_goes_with_the_container_unless_something_uses_it()
    {
        NotInPodman("4.3 removes no image that has another name");
        var engine = Open("crun");
        engine.Ok("tag", Image, "localhost/test/once:1");
        engine.Ok("run", "--rmi", "--network", "none", "localhost/test/once:1", "true");
        Assert.Equal(1, engine.Run("image", "exists", "localhost/test/once:1").Code);
        engine.Ok("image", "exists", Image);
        engine.Ok("tag", Image, "localhost/test/once:1");
        engine.Ok("run", "-d", "--name", "box", "--rmi", "--network", "none", "localhost/test/once:1", "sleep", "1000");
        Assert.Equal("true true", engine.Ok("inspect", "--format", "{{.HostConfig.AutoRemoveImage}} {{.HostConfig.AutoRemove}}", "box"));
        engine.Ok("stop", "-t", "0", "box");
        Eventually.Equal(1, () => engine.Run("image", "exists", "localhost/test/once:1").Code);
        Failure.Says(engine.Run("run", "--rmi", "--rm=false", Image, "true"), 125, "the --rmi option does not work without --rm");
    }

    [Fact]
    public void What_a_container_requires_runs_before_it_and_goes_after_it()
    {
        var engine = Open("crun");
        var first = engine.Ok("create", "--name", "first", "--network", "none", Image, "sleep", "1000");
        engine.Ok("create", "--name", "box", "--requires", "first", "--network", "none", Image, "true");
        engine.Ok("start", "box");
        Assert.Equal("running", engine.Ok("inspect", "--format", "{{.State.Status}}", "first"));
        Assert.Equal($"[{first}]", engine.Ok("inspect", "--format", "{{.Dependencies}}", "box"));
        Assert.NotEqual(0, engine.Run("rm", "-f", "-t", "0", "first").Code);
        engine.Ok("rm", "-f", "-t", "0", "--depend", "first");
        Assert.Equal("", engine.Ok("ps", "-aq"));
    }

    [Fact]
    public void The_process_ids_are_written_where_asked()
    {
        var engine = Open("crun");
        var (pid, conmon) = (Path.Combine(Temp, "pid"), Path.Combine(Temp, "conmon"));
        engine.Ok("run", "-d", "--name", "box", "--network", "none", "--pidfile", pid, "--conmon-pidfile", conmon, Image, "sleep", "1000");
        Assert.Equal(engine.Ok("inspect", "--format", "{{.State.Pid}}", "box"), File.ReadAllText(pid).Trim());
        Assert.Equal(Monitor(engine), File.ReadAllText(conmon).Trim());
    }

    private static string Monitor(TestedEngine engine) => engine.Ok("inspect", "--format", "{{.State.ConmonPid}}", "box");

    private Socket Listen(out string path)
    {
        path = Path.Combine(Temp, "n.sock");
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = (int)Eventually.Patience.TotalMilliseconds };
        socket.Bind(new UnixDomainSocketEndPoint(path));
        TestUser.Admit(path);
        return socket;
    }

    // What comes, line by line: an engine may put several into one message.
    private static string Told(Socket manager, int lines)
    {
        var told = new List<string>();
        var buffer = new byte[4096];
        while (told.Count < lines) told.AddRange(Encoding.UTF8.GetString(buffer, 0, manager.Receive(buffer)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return string.Join(' ', told);
    }
}
