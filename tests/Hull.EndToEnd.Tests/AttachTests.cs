using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Streams without a terminal, and signals that are passed on.</summary>
public sealed class AttachTests(EngineBed bed) : EngineTest(bed)
{
    [Theory, Runtimes]
    public void The_output_that_follows_a_closed_input_is_not_lost(string runtime)
    {
        var script = "cat; sleep 0.3; echo after; echo also >&2";
        var result = Open(runtime).RunWithInput("before\n", "run", "--rm", "-i", "--network", "none", Image, "sh", "-c", script);
        Assert.Equal(("before\nafter\n", "also\n", 0), (result.Out, result.Error, result.Code));
    }

    [Theory, Runtimes]
    public void Attach_hands_input_over_and_sees_output(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "-i", "--name", "box", "--network", "none", Image, "cat");
        var result = engine.RunWithInput("hello\n", "attach", "box");
        Assert.Equal("hello", result.Ok());
    }

    [Theory, Runtimes]
    public void Attach_without_input_leaves_the_containers_open(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "-i", "--name", "box", "--network", "none", Gate, Image, "sh", "-c", $"{AwaitGate}; echo seen; exit 3");
        using var attach = engine.Start("attach", "--no-stdin", "box");
        attach.CloseInput();
        Eventually.Holds("it is attached", () => Attached(1));
        OpenGate();
        Assert.Equal("seen", attach.Finish().Text);
    }

    [Theory, Runtimes]
    public void Two_may_watch_one_container(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Gate, Image, "sh", "-c", $"{AwaitGate}; echo seen");
        using var first = engine.Start("attach", "box");
        using var second = engine.Start("attach", "box");
        Eventually.Holds("both are attached", () => Attached(2));
        OpenGate();
        Assert.Equal("seen", first.Finish().Text);
        Assert.Equal("seen", second.Finish().Text);
    }

    [Fact]
    public void Attach_refuses_a_container_that_does_not_run()
    {
        var engine = Open("crun");
        engine.Ok("create", "--name", "box", "--network", "none", Image, "true");
        Failure.Says(engine.Run("attach", "box"), 125, "you can only attach to running containers");
    }

    [Theory]
    [Runtimes(15, "TERM")]
    [Runtimes(1, "HUP")]
    [Runtimes(2, "INT")]
    [Runtimes(10, "USR1")]
    public void A_signal_to_the_engine_is_passed_on(string runtime, int number, string name)
    {
        var engine = Open(runtime);
        var script = $"trap 'echo caught; exit 11' {name}; echo ready; while true; do sleep 0.05; done";
        using var run = engine.Start("run", "--rm", "--network", "none", Image, "sh", "-c", script);
        run.WaitForOutput("ready");
        run.Signal(number);
        var result = run.Finish();
        Assert.Equal(("ready\ncaught\n", 11), (result.Out, result.Code));
    }

    [Theory, Runtimes]
    public void A_signal_may_stay_with_the_engine(string runtime)
    {
        var engine = Open(runtime);
        var script = "trap 'echo caught; exit 11' TERM; echo ready; while true; do sleep 0.05; done";
        using var run = engine.Start("run", "--sig-proxy=false", "--name", "box", "--network", "none", Image, "sh", "-c", script);
        run.WaitForOutput("ready");
        run.Signal(15);
        Assert.NotEqual(11, run.Finish().Code);
        Assert.Equal("running", engine.Ok("inspect", "--format", "{{.State.Status}}", "box"));
    }

    [Theory, Runtimes]
    public void Attach_passes_signals_on_too(string runtime)
    {
        var engine = Open(runtime);
        var script = "trap 'echo caught; exit 12' USR1; echo ready; while true; do sleep 0.05; done";
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sh", "-c", script);
        Eventually.Equal("ready", () => engine.Ok("logs", "box"));
        using var attach = engine.Start("attach", "box");
        Eventually.Holds("it is attached", () => Attached(1));
        attach.Signal(10);
        Assert.Contains("caught", attach.Finish().Out);
        Assert.Equal("12", engine.Ok("wait", "box"));
    }

    [Theory, Runtimes]
    public void The_container_outlives_the_engine_that_watched_it(string runtime)
    {
        var engine = Open(runtime);
        using var run = engine.Start("run", "--name", "box", "--network", "none", Gate, Image, "sh", "-c", $"echo ready; {AwaitGate}; echo late; exit 5");
        run.WaitForOutput("ready");
        run.Signal(9);
        run.Finish();
        OpenGate();
        Assert.Equal("5", engine.Ok("wait", "box"));
        Assert.Equal("ready\nlate", engine.Ok("logs", "box"));
    }

    [Theory, Runtimes]
    public void The_reader_of_the_output_may_go_away(string runtime)
    {
        var engine = Open(runtime);
        using var run = engine.StartBehind(
            ["/bin/sh", "-c", "\"$@\" | head -n 1", "sh"], "run", "--rm", "--network", "none", Image, "sh", "-c", "for i in $(seq 5000); do echo line $i; done");
        Assert.Equal("line 1", run.Finish().Ok());
    }

    // Each connection that conmon has accepted stands in the list of unix sockets under the listening socket's name.
    private bool Attached(int clients) => File.ReadLines($"/proc/{Bed.Init}/net/unix")
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Count(words => words[^1].EndsWith("/attach", StringComparison.Ordinal) && words[5] == "03") >= clients;
}
