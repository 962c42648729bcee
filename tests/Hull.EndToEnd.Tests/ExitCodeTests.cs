using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>125 for the engine, 126 and 127 for the command, 128 + n for signals, else the command's own.</summary>
public sealed class ExitCodeTests(EngineBed bed) : EngineTest(bed)
{
    [Theory]
    [Runtimes("true", 0)]
    [Runtimes("false", 1)]
    [Runtimes("exit 3", 3)]
    [Runtimes("exit 125", 125)]
    [Runtimes("exit 255", 255)]
    public void Run_ends_as_the_command_ends(string runtime, string script, int expected) =>
        Assert.Equal(expected, RunIn(Open(runtime), [], "sh", "-c", script).Code);

    [Theory]
    [Runtimes(9, 137)]
    [Runtimes(15, 143)]
    [Runtimes(6, 134)]
    public void Run_tells_the_signal_that_ended_the_command(string runtime, int signal, int expected) =>
        Assert.Equal(expected, RunIn(Open(runtime), ["--init"], "sh", "-c", $"kill -{signal} $$").Code);

    [Theory]
    [Runtimes("/etc/passwd")]
    [Runtimes("/etc")]
    public void Run_answers_126_where_the_command_cannot_be_executed(string runtime, string command) =>
        Failure.Says(RunIn(Open(runtime), [], command), 126, TestedEngine.IsPodman ? [] : [command]);   // podman hands on crun's words

    [Theory]
    [Runtimes("/not/there", "not found", "no such file")]
    [Runtimes("not-there", "not found", "no such file")]
    public void Run_answers_127_where_the_command_is_not_found(string runtime, string command, string words, string otherWords)
    {
        var result = RunIn(Open(runtime), [], command);
        Failure.Says(result, 127, command);
        Assert.True(result.Error.Contains(words) || result.Error.Contains(otherWords), result.ToString());
    }

    [Theory]
    [InlineData("run", "--no-such-option", Image)]
    [InlineData("run", "--memory", "lots", Image)]
    [InlineData("run", "--network", "none", "-v", "/not/there:/x", Image)]
    [InlineData("run", "--pull", "never", "localhost/not/there")]
    [InlineData("no-such-command", "x", "y")]
    [InlineData("run", "--name", "not/a/name", Image)]
    public void What_the_engine_refuses_is_125(params string[] arguments) => Failure.Says(Open("crun").Run(arguments), 125);

    [Theory]
    [Runtimes("exit 4", 4)]
    [Runtimes("kill -9 $$", 137)]
    public void Exec_ends_as_its_command_ends(string runtime, string script, int expected)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "100");
        Assert.Equal(expected, engine.Run("exec", "box", "sh", "-c", script).Code);
    }

    [Theory]
    [Runtimes("/etc/passwd", 126)]
    [Runtimes("/not/there", 127)]
    [Runtimes("not-there", 127)]
    public void Exec_tells_why_its_command_does_not_start(string runtime, string command, int expected)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "100");
        Failure.Says(engine.Run("exec", "box", command), expected, TestedEngine.IsPodman ? [] : [command]);
    }

    [Fact]
    public void Exec_in_a_container_that_is_not_there_is_125() => Failure.Says(Open("crun").Run("exec", "not-there", "true"), 125, "not-there", "no such container");

    [Theory, Runtimes]
    public void Start_attached_ends_as_the_command_ends(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("create", "--name", "box", "--network", "none", Image, "sh", "-c", "echo out; exit 5");
        var result = engine.Run("start", "-a", "box");
        Assert.Equal((5, "out\n"), (result.Code, result.Out));
    }

    [Theory, Runtimes]
    public void Wait_prints_the_code(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sh", "-c", "sleep 0.3; exit 6");
        Assert.Equal("6", engine.Ok("wait", "box"));
        Assert.Equal("6", engine.Ok("wait", "box"));
    }

    [Theory, Runtimes]
    public void Wait_prints_the_code_of_a_container_that_removes_itself(string runtime)
    {
        var engine = Open(runtime);
        var id = engine.Ok("run", "-d", "--rm", "--network", "none", Image, "sh", "-c", "sleep 1; exit 7");
        Assert.Equal("7", engine.Ok("wait", id));
    }

    [Theory, Runtimes]
    public void Wait_after_the_removal_still_knows_the_code(string runtime)
    {
        NotInPodman("forgets it (no such container)");
        var engine = Open(runtime);
        var id = engine.Ok("run", "-d", "--rm", "--network", "none", Image, "sh", "-c", "exit 8");
        Eventually.Equal("", () => engine.Ok("ps", "-aq"));
        Assert.Equal("8", engine.Ok("wait", id));
    }
}
