using System.Globalization;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Health checks: by hand, on their interval, of the start; what is recorded, and what becomes of an unhealthy container.</summary>
public sealed class HealthTests(EngineBed bed) : EngineTest(bed)
{
    private const string NoSystemd = "runs checks by systemd's timers only";
    private const string FailsWhenBad = "echo seen; test ! -e /bad";
    private static readonly string[] ByHand = ["--health-interval", "disable"];

    [Theory, Runtimes]
    public void Checks_by_hand_tell_healthy_and_after_so_many_failures_unhealthy(string runtime)
    {
        var engine = Open(runtime);
        Start(engine, [.. ByHand, "--health-cmd", FailsWhenBad, "--health-retries", "2"]);
        Assert.Equal("starting 0", Health(engine));
        Assert.Equal("", engine.Ok("healthcheck", "run", "box"));
        Assert.Equal("healthy 0", Health(engine));
        engine.Ok("exec", "box", "touch", "/bad");
        var failed = engine.Run("healthcheck", "run", "box");
        Assert.Equal((1, "unhealthy"), (failed.Code, failed.Text));
        Assert.Equal("healthy 1", Health(engine));
        Assert.Equal(1, engine.Run("healthcheck", "run", "box").Code);
        Assert.Equal("unhealthy 2", Health(engine));
        Assert.Contains("(unhealthy)", engine.Ok("ps"));
        Assert.Equal("0,1,1,", engine.Ok("inspect", "--format", "{{range .State.Health.Log}}{{.ExitCode}},{{end}}", "box"));
        engine.Ok("exec", "box", "rm", "/bad");
        engine.Ok("healthcheck", "run", "box");
        Assert.Equal("healthy 0", Health(engine));
    }

    [Fact]
    public void Checks_run_by_themselves_and_what_runs_them_is_small_and_goes_with_the_container()
    {
        NotInPodman(NoSystemd);
        var engine = Open("crun");
        Start(engine, ["--health-cmd", FailsWhenBad, "--health-interval", "100ms", "--health-retries", "2"]);
        Assert.Equal("-1", engine.Ok("wait", "--condition", "healthy", "box"));
        var clock = Assert.Single(Clocks());
        var resident = File.ReadLines($"/proc/{clock}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        Assert.InRange(int.Parse(resident, CultureInfo.InvariantCulture), 1, 8 * 1024);
        engine.Ok("exec", "box", "touch", "/bad");
        Assert.Equal("-1", engine.Ok("wait", "--condition", "unhealthy", "box"));
        Assert.Equal("box", engine.Ok("ps", "--filter", "health=unhealthy", "--format", "{{.Names}}"));
        engine.Ok("stop", "-t", "0", "box");
        Eventually.Holds("the clock has gone", () => Clocks().Count == 0);
        Assert.StartsWith("stopped", Health(engine));
    }

    [Fact]
    public void What_runs_the_checks_comes_back_after_it_was_killed()
    {
        NotInPodman(NoSystemd);
        var engine = Open("crun");
        Start(engine, ["--health-cmd", "true", "--health-interval", "1h"]);
        engine.Ok("wait", "--condition", "healthy", "box");
        var clock = Assert.Single(Clocks());
        Native.Check(Native.Kill(clock, 9), "kill");
        Eventually.Holds("the clock has gone", () => !Clocks().Contains(clock));
        engine.Ok("ps");
        Assert.NotEqual(clock, Assert.Single(Clocks()));
    }

    [Theory]
    [InlineData("none", "running")]
    [InlineData("kill", "exited")]
    [InlineData("stop", "exited")]
    [InlineData("restart", "running")]
    public void What_becomes_of_an_unhealthy_container(string action, string state)
    {
        var engine = Open("crun");
        Start(engine, [.. ByHand, "--health-cmd", FailsWhenBad, "--health-retries", "1", "--health-on-failure", action, "--stop-timeout", "0"]);
        engine.Ok("exec", "box", "touch", "/bad");
        Assert.Equal(1, engine.Run("healthcheck", "run", "box").Code);
        Eventually.Equal(state, () => engine.Ok("inspect", "--format", "{{.State.Status}}", "box"));
        if (action == "restart" && !TestedEngine.IsPodman) Eventually.Equal("starting 0", () => Health(engine));
        if (!TestedEngine.IsPodman) Assert.Equal(action == "restart" ? "1" : "0", engine.Ok("inspect", "--format", "{{.RestartCount}}", "box"));
    }

    [Fact]
    public void The_checks_of_the_start_come_first_and_too_many_failures_start_the_container_again()
    {
        NotInPodman("4.3 has no checks of the start");
        var engine = Open("crun");
        Start(engine,
            [.. ByHand, "--health-cmd", "echo usual", "--health-startup-interval", "disable", "--health-startup-cmd", "echo first; test -e /up", "--health-startup-retries", "2", "--health-startup-success", "2", "--stop-timeout", "0"]);
        Assert.Equal("starting", engine.Run("healthcheck", "run", "box").Text);
        engine.Ok("exec", "box", "touch", "/up");
        engine.Ok("healthcheck", "run", "box");
        Assert.Equal("starting 0", Health(engine));
        engine.Ok("healthcheck", "run", "box");
        engine.Ok("healthcheck", "run", "box");
        Assert.Equal("healthy 0", Health(engine));
        Assert.Equal("usual", engine.Ok("inspect", "--format", "{{(index .State.Health.Log 3).Output}}", "box"));
        engine.Ok("exec", "box", "rm", "/up");
        engine.Ok("restart", "-t", "0", "box");
        Assert.Equal("starting 0", Health(engine));
        engine.Run("healthcheck", "run", "box");
        engine.Run("healthcheck", "run", "box");
        Assert.Equal("running 1", engine.Ok("inspect", "--format", "{{.State.Status}} {{.RestartCount}}", "box"));
    }

    [Fact]
    public void A_check_that_takes_too_long_has_failed_and_is_killed()
    {
        NotInPodman("4.3 waits for the end of the check");
        var engine = Open("crun");
        Start(engine, [.. ByHand, "--health-cmd", "sleep 1234", "--health-timeout", "1s"]);
        Assert.Equal(1, engine.Run("healthcheck", "run", "box").Code);
        Assert.Equal("-1 healthcheck command exceeded timeout of 1s", engine.Ok("inspect", "--format", "{{with index .State.Health.Log 0}}{{.ExitCode}} {{.Output}}{{end}}", "box"));
        Eventually.Equal("0", () => engine.Ok("exec", "box", "sh", "-c", "for f in /proc/[0-9]*/cmdline; do tr '\\0' ' ' <$f; echo; done | grep -c 'sleep 12[3]4' || true"));
    }

    [Fact]
    public void A_failure_in_the_start_period_does_not_count()
    {
        var engine = Open("crun");
        Start(engine, [.. ByHand, "--health-cmd", FailsWhenBad, "--health-retries", "1", "--health-start-period", "1h"]);
        engine.Ok("exec", "box", "touch", "/bad");
        engine.Run("healthcheck", "run", "box");
        Assert.Equal("starting 0", Health(engine));
    }

    [Fact]
    public void Results_are_kept_as_many_and_as_long_as_asked_and_where()
    {
        NotInPodman("4.3 keeps five results, in its own place");
        var engine = Open("crun");
        var id = Start(engine, [.. ByHand, "--health-cmd", "echo 0123456789", "--health-max-log-count", "2", "--health-max-log-size", "4", "--health-log-destination", Temp]);
        for (var round = 0; round < 3; round++) engine.Ok("healthcheck", "run", "box");
        Assert.Equal("0123,0123,", engine.Ok("inspect", "--format", "{{range .State.Health.Log}}{{.Output}},{{end}}", "box"));
        Assert.True(File.Exists(Path.Combine(Temp, id + "-healthcheck.log")));
        Assert.Equal($"2 4 {Temp}", engine.Ok("inspect", "--format", "{{.Config.HealthMaxLogCount}} {{.Config.HealthMaxLogSize}} {{.Config.HealthLogDestination}}", "box"));
    }

    [Fact]
    public void A_container_that_is_stopped_while_it_is_checked()
    {
        NotInPodman("4.3 tells unhealthy");
        var engine = Open("crun");
        Start(engine, [.. ByHand, "--health-cmd", "touch /gate/open; sleep 1000", Gate]);
        using var check = engine.Start("healthcheck", "run", "box");
        Eventually.Holds("the check runs", () => File.Exists(Path.Combine(Temp, "open")));
        engine.Ok("stop", "-t", "0", "box");
        var result = check.Finish();
        Assert.Equal((1, "stopped"), (result.Code, result.Text));
        Assert.Equal("stopped 0", Health(engine));
    }

    [Fact]
    public void What_cannot_be_checked_is_said()
    {
        var engine = Open("crun");
        engine.Ok("create", "--name", "box", "--network", "none", Image, "true");
        Failure.Says(engine.Run("healthcheck", "run", "box"), 125, "is not running");
        Failure.Says(engine.Run("healthcheck", "run", "nobody"), 125, "no such container");
        engine.Ok("run", "-d", "--name", "two", "--network", "none", Image, "sleep", "1000");
        Failure.Says(engine.Run("healthcheck", "run", "two"), 125, "has no defined healthcheck");
    }

    private static string Start(TestedEngine engine, string[] options) =>
        engine.Ok(["run", "-d", "--name", "box", "--network", "none", .. options, Image, "sleep", "1000"]);

    private static string Health(TestedEngine engine) => engine.Ok("inspect", "--format", "{{.State.Health.Status}} {{.State.Health.FailingStreak}}", "box");

    private List<int> Clocks() => [.. Inventory.ProcessesIn(Bed).Where(one => one.Command.StartsWith("hull-health ", StringComparison.Ordinal)).Select(one => one.Process)];
}
