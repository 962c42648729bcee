using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>update, init and the conditions of wait.</summary>
public sealed class UpdateTests(EngineBed bed) : EngineTest(bed)
{
    private const string NoLimits = "cgroup v1 and a user without systemd have no limits";

    [Theory, Runtimes]
    public void Limits_change_at_once_are_shown_and_stay_over_a_restart(string runtime)
    {
        NotRootless(NoLimits);
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", "--memory", "64m", "--pids-limit", "50", Image, "sleep", "1000");
        Assert.Equal("67108864", Memory(engine));
        engine.Ok("update", "--memory", "96m", "--cpus", "0.5", "box");
        Assert.Equal("100663296", Memory(engine));
        if (TestedEngine.IsPodman) return;
        Assert.Equal("100663296 50 500000000", engine.Ok("inspect", "--format", "{{.HostConfig.Memory}} {{.HostConfig.PidsLimit}} {{.HostConfig.NanoCpus}}", "box"));
        engine.Ok("restart", "-t", "0", "box");
        Assert.Equal("100663296", Memory(engine));
    }

    [Fact]
    public void What_has_no_limits_refuses_them_and_changes_nothing()
    {
        NotInPodman("takes and ignores them");
        Assert.SkipUnless(TestUser.IsRootless, "root has limits");
        var engine = Open("crun");
        engine.Ok("create", "--name", "box", "--network", "none", Image, "true");
        Failure.Says(engine.Run("update", "--memory", "64m", "--restart", "always", "box"), 125, "it has no cgroup");
        Assert.Equal("no", engine.Ok("inspect", "--format", "{{.HostConfig.RestartPolicy.Name}}", "box"));
    }

    [Fact]
    public void The_restart_policy_changes_while_it_runs()
    {
        NotInPodman("4.3 changes limits only");
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", "--restart", "on-failure:3", Image, "sleep", "1000");
        engine.Ok("update", "--restart", "always", "--latest");
        Assert.Equal("always 0", engine.Ok("inspect", "--format", "{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.RestartPolicy.MaximumRetryCount}}", "box"));
        Bed.Run("kill", "-9", engine.Ok("inspect", "--format", "{{.State.Pid}}", "box")).Ok();
        Eventually.Equal("1 running", () => engine.Ok("inspect", "--format", "{{.RestartCount}} {{.State.Status}}", "box"));
    }

    [Fact]
    public void A_health_check_comes_changes_and_goes_while_it_runs()
    {
        NotInPodman("4.3 changes limits only");
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "1000");
        Failure.Says(engine.Run("update", "--health-interval", "5s", "box"), 125, "healthcheck command is not set");
        engine.Ok("update", "--health-cmd", "true", "--health-interval", "100ms", "box");
        engine.Ok("wait", "--condition", "healthy", "box");
        engine.Ok("update", "--health-cmd", "false", "--health-retries", "1", "box");
        engine.Ok("wait", "--condition", "unhealthy", "box");
        Assert.Equal("[CMD-SHELL false] 100ms 1", engine.Ok("inspect", "--format", "{{.Config.Healthcheck.Test}} {{.Config.Healthcheck.Interval}} {{.Config.Healthcheck.Retries}}", "box"));
        engine.Ok("update", "--no-healthcheck", "box");
        Assert.Equal("[NONE] false", engine.Ok("inspect", "--format", "{{.Config.Healthcheck.Test}} {{if .State.Health}}true{{else}}false{{end}}", "box"));
        Failure.Says(engine.Run("healthcheck", "run", "box"), 125, "has no defined healthcheck");
    }

    [Fact]
    public void Variables_and_ulimits_change_with_the_next_start()
    {
        NotInPodman("4.3 changes limits only");
        var engine = Open("crun");
        engine.Ok("create", "--name", "box", "--network", "none", "-e", "A=1", "-e", "B=2", Image, "sh", "-c", "echo $A-$B-$C $(ulimit -n)");
        engine.Ok("update", "-e", "A=9", "-e", "C=3", "--unsetenv", "B", "--ulimit", "nofile=99:99", "box");
        Assert.Equal("9--3 99", engine.Ok("start", "-a", "box"));
    }

    [Theory, Runtimes]
    public void Init_makes_the_container_and_starts_nothing(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("create", "--name", "box", "--network", "none", Image, "echo", "hello");
        engine.Ok("init", "box");
        Assert.Equal("initialized", engine.Ok("inspect", "--format", "{{.State.Status}}", "box"));
        Assert.NotEqual("0", engine.Ok("inspect", "--format", "{{.State.Pid}}", "box"));
        Assert.Equal("", engine.Ok("logs", "box"));
        Assert.Equal(125, engine.Run("init", "box").Code);
        Assert.Equal("hello", engine.Ok("start", "-a", "box"));
        engine.Ok("init", "box");
        engine.Ok("rm", "box");
    }

    [Fact]
    public void Wait_returns_when_one_of_its_conditions_holds()
    {
        var engine = Open("crun");
        engine.Ok("create", "--name", "box", "--network", "none", Image, "sleep", "1000");
        using var wait = engine.Start("wait", "--interval", "10ms", "--condition", "running,paused", "box");
        engine.Ok("start", "box");
        Assert.Equal("-1", wait.Finish().Ok());
        // A user has no cgroup on v1, and so nothing that could be frozen.
        if (!TestUser.IsRootless || Bed.IsUnified)
        {
            engine.Ok("pause", "box");
            Assert.Equal("-1", engine.Ok("wait", "--condition", "paused", "box"));
            engine.Ok("unpause", "box");
        }
        engine.Ok("stop", "-t", "0", "box");
        Assert.Equal("137", engine.Ok("wait", "--condition", "stopped", "--condition", "exited", "box"));
    }

    [Fact]
    public void Wait_for_the_first_of_several()
    {
        NotInPodman("4.3 waits for all");
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "one", "--network", "none", Image, "sleep", "1000");
        engine.Ok("run", "-d", "--name", "two", "--network", "none", Image, "sh", "-c", "exit 4");
        Assert.Equal("4", engine.Ok("wait", "--exit-first-match", "one", "two"));
        Assert.Equal("-1", engine.Ok("wait", "--ignore", "nobody"));
    }

    // The kernel's own word, by the container's first process: v1 names the controller.
    private string Memory(TestedEngine engine)
    {
        var pid = engine.Ok("inspect", "--format", "{{.State.Pid}}", "box");
        return Bed.Run("sh", "-c",
            $"p=$(sed -n 's/^[0-9]*:memory://p' /proc/{pid}/cgroup); if [ -n \"$p\" ]; then cat /sys/fs/cgroup/memory$p/memory.limit_in_bytes; else cat /sys/fs/cgroup$(sed -n 's/^0:://p' /proc/{pid}/cgroup)/memory.max; fi").Ok();
    }
}
