using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>exec: a second process in a running container.</summary>
public sealed class ExecTests(EngineBed bed) : EngineTest(bed)
{
    [Theory, Runtimes]
    public void Runs_in_the_containers_namespaces_and_root(string runtime)
    {
        var engine = Box(runtime);
        engine.Ok("exec", "box", "sh", "-c", "echo written >/file");
        Assert.Equal("written", engine.Ok("exec", "box", "cat", "/file"));
        const string links = "for n in mnt pid ipc uts net; do readlink /proc/self/ns/$n; readlink /proc/1/ns/$n; done";
        var pairs = engine.Ok("exec", "box", "sh", "-c", links).Split('\n').Chunk(2);
        Assert.All(pairs, pair => Assert.Equal(pair[0], pair[1]));
    }

    [Theory, Runtimes]
    public void Keeps_the_two_streams_apart(string runtime)
    {
        var result = Box(runtime).Run("exec", "box", "sh", "-c", "echo out; echo error >&2");
        Assert.Equal(("out\n", "error\n"), (result.Out, result.Error));
    }

    [Theory, Runtimes]
    public void Hands_standard_input_over_and_closes_it(string runtime) =>
        Assert.Equal("one\ntwo", Box(runtime).RunWithInput("one\ntwo\n", "exec", "-i", "box", "cat").Ok());

    [Fact]
    public void Keeps_standard_input_to_itself_unless_asked() =>
        Assert.Equal("", Box("crun").RunWithInput("one\n", "exec", "box", "cat").Ok());

    [Theory]
    [Runtimes("-eA=1")]
    [Runtimes("--env=A=1")]
    public void Sets_a_variable(string runtime, string option) =>
        Assert.Equal("1", Box(runtime).Ok("exec", option, "box", "sh", "-c", "echo $A"));

    [Fact]
    public void Has_the_containers_variables()
    {
        var engine = Box("crun", "-e", "OF_CONTAINER=yes");
        Assert.Equal("yes", engine.Ok("exec", "box", "sh", "-c", "echo $OF_CONTAINER"));
        Assert.Equal("no", engine.Ok("exec", "-e", "OF_CONTAINER=no", "box", "sh", "-c", "echo $OF_CONTAINER"));
    }

    [Theory]
    [Runtimes("tester", "1000 1000 1000 10 2000")]
    [Runtimes("1000:10", "1000 10 10")]
    public void Becomes_the_user(string runtime, string user, string expected) => Assert.Equal(
        expected, Box(runtime).Ok("exec", "-u", user, "box", "sh", "-c", "echo $(id -u) $(id -g) $(id -G)"));

    [Theory, Runtimes]
    public void Works_in_the_directory(string runtime)
    {
        var engine = Box(runtime, "-w", "/usr");
        Assert.Equal("/usr", engine.Ok("exec", "box", "pwd"));
        Assert.Equal("/etc", engine.Ok("exec", "-w", "/etc", "box", "pwd"));
    }

    [Theory, Runtimes]
    public void Goes_on_by_itself_when_detached(string runtime)
    {
        var engine = Box(runtime);
        var session = engine.Ok("exec", "-d", "box", "sh", "-c", "sleep 0.2; echo done >/file");
        Assert.Matches("^[0-9a-f]{64}$", session);
        Eventually.Equal("done", () => engine.Run("exec", "box", "cat", "/file").Text);
    }

    [Fact]
    public void Options_after_the_container_belong_to_the_command() =>
        Assert.Equal("-d --user x", Box("crun").Ok("exec", "box", "echo", "-d", "--user", "x"));

    [Theory, Runtimes]
    public void Ends_when_the_container_ends(string runtime)
    {
        var engine = Box(runtime);
        using var exec = engine.Start("exec", "box", "sh", "-c", "echo started; sleep 100");
        exec.WaitForOutput("started");
        engine.Ok("kill", "box");
        Assert.Equal(137, exec.Finish().Code);
    }

    [Theory, Runtimes]
    public void Many_at_once_all_succeed(string runtime)
    {
        var engine = Box(runtime);
        var running = Enumerable.Range(0, 8).Select(i => engine.Start("exec", "box", "echo", $"{i}")).ToList();
        for (var i = 0; i < running.Count; i++) Assert.Equal($"{i}", running[i].Finish().Ok());
    }

    private TestedEngine Box(string runtime, params string[] options)
    {
        var engine = Open(runtime);
        engine.Ok(["run", "-d", "--name", "box", "--network", "none", .. options, Image, "sleep", "100"]);
        return engine;
    }
}
