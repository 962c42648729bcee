using System.Text.RegularExpressions;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>logs, and the file that conmon writes.</summary>
public sealed partial class LogsTests(EngineBed bed) : EngineTest(bed)
{
    private const string Stamp = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(Z|[+-]\d\d:\d\d)";

    [Theory, Runtimes]
    public void Gives_each_stream_back_where_it_came_from(string runtime)
    {
        var engine = Open(runtime);
        engine.Run("run", "--name", "box", "--network", "none", Image, "sh", "-c", "echo out; echo error >&2; printf unfinished");
        var logs = engine.Run("logs", "box");
        Assert.Equal("error\n", logs.Error);
        Assert.Equal("out\nunfinished", logs.Out.TrimEnd('\n'));
    }

    [Fact]
    public void Gives_the_last_lines_only()
    {
        var engine = Lines();
        Assert.Equal("line 4\nline 5", engine.Ok("logs", "--tail", "2", "box"));
        Assert.Equal("", engine.Ok("logs", "--tail=0", "box"));
        Assert.Equal(5, engine.Run("logs", "--tail=100", "box").Lines.Length);
    }

    [Fact]
    public void Puts_the_time_before_each_line() =>
        Assert.All(Lines().Run("logs", "-t", "box").Lines, line => Assert.Matches($@"^{Stamp} line \d$", line));

    [Fact]
    public void Tells_the_lines_of_several_containers_apart()
    {
        var engine = Open("crun");
        engine.Ok("run", "--name", "a", "--network", "none", Image, "echo", "of a");
        engine.Ok("run", "--name", "b", "--network", "none", Image, "echo", "of b");
        Assert.Equal(["a of a", "b of b"], engine.Run("logs", "-n", "a", "b").Lines.Order());
        var id = engine.Ok("inspect", "--format", "{{.Id}}", "a");
        Assert.Contains($"{id[..12]} of a", engine.Run("logs", "a", "b").Lines);
    }

    [Fact]
    public void Gives_what_came_since_and_until_a_moment()
    {
        var engine = Open("crun");
        engine.Ok("run", "--name", "box", "--network", "none", Image, "sh", "-c", "echo one; sleep 1.2; echo two");
        // The full second before the second line lies between the two.
        var between = DateTimeOffset.Parse(engine.Run("logs", "-t", "box").Lines[1].Split(' ')[0]).ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ");
        Assert.Equal("two", engine.Ok("logs", "--since", between, "box"));
        Assert.Equal("one", engine.Ok("logs", "--until", between, "box"));
        Assert.Equal("one\ntwo", engine.Ok("logs", "--since", "10m", "box"));
    }

    [Theory, Runtimes]
    public void Follows_until_the_container_ends(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Gate, Image, "sh", "-c", $"echo one; {AwaitGate}; echo two");
        using var logs = engine.Start("logs", "-f", "box");
        logs.WaitForOutput("one");
        OpenGate();
        Assert.Equal("one\ntwo", logs.Finish().Ok());
    }

    [Fact]
    public void Follows_on_from_the_last_lines()
    {
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Gate, Image, "sh", "-c", $"echo one; echo two; {AwaitGate}; echo three");
        Eventually.Equal("one\ntwo", () => engine.Ok("logs", "box"));
        using var logs = engine.Start("logs", "-f", "--tail", "1", "box");
        logs.WaitForOutput("two");
        OpenGate();
        Assert.Equal("two\nthree", logs.Finish().Ok());
    }

    [Theory, Runtimes]
    public void The_file_has_podmans_form(string runtime)
    {
        var engine = Open(runtime);
        engine.Run("run", "--name", "box", "--network", "none", Image, "sh", "-c", "echo out; echo error >&2; printf part");
        var path = engine.Ok("inspect", "--format", "{{.HostConfig.LogConfig.Path}}", "box");
        var lines = File.ReadAllLines(path);
        // Which of the two streams is read first is nobody's to say.
        Assert.Subset(lines.Select(line => LeadingStamp().Replace(line, "")).ToHashSet(), new HashSet<string> { "stdout F out", "stderr F error", "stdout P part" });
        Assert.Equal("k8s-file", engine.Ok("inspect", "--format", "{{.HostConfig.LogConfig.Type}}", "box"));
    }

    [Theory, Runtimes]
    public void Nothing_is_kept_without_a_driver(string runtime)
    {
        var engine = Open(runtime);
        Assert.Equal("out", engine.Ok("run", "--name", "box", "--log-driver", "none", "--network", "none", Image, "echo", "out"));
        var logs = engine.Run("logs", "box");
        Failure.Says(logs, 125, "none");
    }

    [Theory, Runtimes]
    public void Passing_through_gives_the_container_the_callers_streams(string runtime)
    {
        var engine = Open(runtime);
        var run = engine.RunWithInput("typed\n", "run", "--name", "box", "--log-driver", "passthrough", "--network", "none", Image, "sh", "-c", "read word; echo out $word; echo error >&2; exit 3");
        Assert.Equal((3, "out typed", "error\n"), (run.Code, run.Text, run.Error));
        Failure.Says(engine.Run("logs", "box"), 125, "passthrough");
        if (TestedEngine.IsPodman) return;
        Failure.Says(engine.Run("run", "--rm", "-t", "--log-driver", "passthrough", "--network", "none", Image, "true"), 125, "passthrough");
    }

    [Fact]
    public void Rotation_is_refused_where_conmon_does_not_rotate()
    {
        NotInPodman("passes it over");
        Failure.Says(Open("crun").Run("create", "--log-opt", "max-file=3", "--network", "none", Image, "true"), 125, "max-file");
    }

    [Fact]
    public void A_driver_that_is_not_known_is_refused() =>
        Failure.Says(Open("crun").Run("run", "--rm", "--log-driver", "carrier-pigeon", "--network", "none", Image, "true"), 125, "log driver");

    [Theory, Runtimes]
    public void A_line_longer_than_a_buffer_comes_back_whole(string runtime)
    {
        var engine = Open(runtime);
        engine.Run("run", "--name", "box", "--network", "none", Image, "sh", "-c", "head -c 100000 /dev/zero | tr '\\0' x; echo");
        Assert.Equal(100_000, engine.Ok("logs", "box").Length);
    }

    private TestedEngine Lines()
    {
        var engine = Open("crun");
        engine.Ok("run", "--name", "box", "--network", "none", Image, "sh", "-c", "for i in 1 2 3 4 5; do echo line $i; done");
        return engine;
    }

    [GeneratedRegex("^" + Stamp + " ")]
    private static partial Regex LeadingStamp();
}
