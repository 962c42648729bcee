using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Restart policies: what is started again, how often, and that a person has the last word.</summary>
public sealed class RestartTests(EngineBed bed) : EngineTest(bed)
{
    [Theory, Runtimes]
    public void On_failure_starts_a_failed_container_so_many_times(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", "--restart", "on-failure:2", Image, "sh", "-c", "echo run >>/log; exit 3");
        Eventually.Equal("2 exited 3", () => engine.Ok("inspect", "--format", "{{.RestartCount}} {{.State.Status}} {{.State.ExitCode}}", "box"));
        engine.Ok("ps", "-a");
        Assert.Equal("2 exited", engine.Ok("inspect", "--format", "{{.RestartCount}} {{.State.Status}}", "box"));
        // A start by hand counts anew.
        engine.Ok("start", "box");
        Eventually.Equal("2 exited", () => engine.Ok("inspect", "--format", "{{.RestartCount}} {{.State.Status}}", "box"));
    }

    [Fact]
    public void On_failure_leaves_what_succeeded()
    {
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", "--restart", "on-failure", Image, "true");
        Assert.Equal("0", engine.Ok("wait", "box"));
        Eventually.Equal("0 exited", () => engine.Ok("inspect", "--format", "{{.RestartCount}} {{.State.Status}}", "box"));
    }

    [Theory]
    [Runtimes("always")]
    [Runtimes("unless-stopped")]
    public void A_container_that_dies_comes_back_and_one_that_a_person_stops_does_not(string runtime, string policy)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", "--restart", policy, Image, "sleep", "1000");
        var first = engine.Ok("inspect", "--format", "{{.State.Pid}}", "box");
        Bed.Run("kill", "-9", first).Ok();
        Eventually.Equal("1 running", () => engine.Ok("inspect", "--format", "{{.RestartCount}} {{.State.Status}}", "box"));
        Assert.NotEqual(first, engine.Ok("inspect", "--format", "{{.State.Pid}}", "box"));
        engine.Ok("stop", "-t", "0", "box");
        Assert.Equal("exited", engine.Ok("inspect", "--format", "{{.State.Status}}", "box"));
        engine.Ok("start", "box");
        engine.Ok("kill", "box");
        Eventually.Equal("exited 0", () => engine.Ok("inspect", "--format", "{{.State.Status}} {{.RestartCount}}", "box"));
    }

    [Theory, Runtimes]
    public void A_container_that_ends_again_and_again_can_be_waited_for_and_removed(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", "--restart", "always", Image, "sh", "-c", "exit 5");
        Assert.Equal("5", engine.Ok("wait", "box"));
        Eventually.Holds("it is started again", () => int.Parse(engine.Ok("inspect", "--format", "{{.RestartCount}}", "box")) > 1);
        engine.Ok("rm", "-f", "-t", "0", "box");
        Assert.Equal("", engine.Ok("ps", "-aq"));
    }

    [Fact]
    public void An_attached_client_gets_the_code_of_the_run_that_it_saw()
    {
        var engine = Open("crun");
        var result = engine.Run("run", "--name", "box", "--network", "none", "--restart", "on-failure:1", Image, "sh", "-c", "echo once; exit 3");
        Assert.Equal(3, result.Code);
        Assert.StartsWith("once", result.Out, StringComparison.Ordinal);
        Eventually.Equal("1 exited", () => engine.Ok("inspect", "--format", "{{.RestartCount}} {{.State.Status}}", "box"));
    }

    [Theory, Runtimes]
    public void What_was_asked_of_the_engine_holds_for_later_starts(string runtime)
    {
        NotInPodman("4.3 forgets the runtime's flags");
        NotRootless("the script of root's folder");
        var engine = Open(runtime);
        var log = TempFile("calls", "");
        var script = TempFile(runtime, $"#!/bin/sh\necho \"$*\" >>{log}\nexec {runtime} \"$@\"\n");
        File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);
        var asked = engine.With("--runtime", script, "--runtime-flag", "debug");
        asked.Ok("run", "-d", "--name", "box", "--network", "none", "--restart", "on-failure:1", Image, "false");
        Eventually.Equal("1 exited", () => asked.Ok("inspect", "--format", "{{.RestartCount}} {{.State.Status}}", "box"));
        Assert.Equal(2, File.ReadAllLines(log).Count(line => line.Contains("--debug") && line.Split(' ').Contains("create")));
        asked.Ok("rm", "box");
    }

    [Fact]
    public void A_policy_and_a_removal_at_the_end_contradict_each_other() => Failure.Says(
        Open("crun").Run("run", "--rm", "--restart", "always", Image, "true"), 125, "the --rm option conflicts with --restart");
}
