using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>create, start, stop, kill, rm, exec: what each prints and does.</summary>
public sealed class LifecycleTests(EngineBed bed) : EngineTest(bed)
{
    private const string TrapTerm = "trap 'echo stopping; exit 9' TERM; echo ready; while true; do sleep 0.05; done";

    [Fact]
    public void Create_prints_the_id_and_starts_nothing()
    {
        var engine = Open("crun");
        var id = engine.Ok("create", "--name", "box", "--network", "none", Image, "echo", "never");
        Assert.Matches("^[0-9a-f]{64}$", id);
        Assert.Equal("created", State(engine, "box"));
        Assert.Equal("", engine.Ok("logs", "box"));
        Assert.Equal(id, engine.Ok("inspect", "--format", "{{.Id}}", "box"));
    }

    [Theory, Runtimes]
    public void Run_detached_prints_the_id_and_leaves_the_container_running(string runtime)
    {
        var engine = Open(runtime);
        var id = engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "100");
        Assert.Matches("^[0-9a-f]{64}$", id);
        Assert.Equal("running", State(engine, "box"));
    }

    [Theory, Runtimes]
    public void Start_prints_the_name_as_it_was_given(string runtime)
    {
        var engine = Open(runtime);
        var id = engine.Ok("create", "--name", "box", "--network", "none", Image, "sleep", "100");
        Assert.Equal("box", engine.Ok("start", "box"));
        Assert.Equal("running", State(engine, "box"));
        engine.Ok("start", id[..12]);   // a running one is left as it is
    }

    [Theory, Runtimes]
    public void Stop_asks_first_and_the_container_answers(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sh", "-c", TrapTerm);
        Eventually.Equal("ready", () => engine.Ok("logs", "box"));
        Assert.Equal("box", engine.Ok("stop", "box"));
        Assert.Equal("ready\nstopping", engine.Ok("logs", "box"));
        Assert.Equal("exited 9", engine.Ok("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", "box"));
        Assert.Equal("box", engine.Ok("stop", "box"));   // stopping a stopped one is no fault
    }

    [Theory]
    [Runtimes("--time=0")]
    [Runtimes("-t=0")]
    [Runtimes("-t0")]
    public void Stop_kills_what_does_not_listen(string runtime, string time)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sh", "-c", "trap '' TERM; while true; do sleep 0.05; done");
        engine.Ok("stop", time, "box");
        Assert.Equal("exited 137", engine.Ok("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", "box"));
    }

    [Theory, Runtimes]
    public void The_timeout_of_stop_can_be_set_when_the_container_is_made(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--stop-timeout", "0", "--name", "box", "--network", "none", Image, "sh", "-c", "trap '' TERM; while true; do sleep 0.05; done");
        engine.Ok("stop", "box");
        Assert.Equal("137", engine.Ok("inspect", "--format", "{{.State.ExitCode}}", "box"));
    }

    [Theory]
    [Runtimes("USR1")]
    [Runtimes("SIGUSR1")]
    [Runtimes("10")]
    public void The_signal_of_stop_can_be_chosen(string runtime, string signal)
    {
        var engine = Open(runtime);
        var script = "trap 'echo usr1; exit 0' USR1; echo ready; while true; do sleep 0.05; done";
        engine.Ok("run", "-d", "--stop-signal", signal, "--name", "box", "--network", "none", Image, "sh", "-c", script);
        Eventually.Equal("ready", () => engine.Ok("logs", "box"));
        engine.Ok("stop", "box");
        Assert.Equal("ready\nusr1", engine.Ok("logs", "box"));
    }

    [Theory]
    [Runtimes("--signal=USR2")]
    [Runtimes("-s=SIGUSR2")]
    [Runtimes("-s12")]
    public void Kill_sends_the_signal(string runtime, string option)
    {
        var engine = Open(runtime);
        var script = "trap 'echo usr2' USR2; echo ready; while true; do sleep 0.05; done";
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sh", "-c", script);
        Eventually.Equal("ready", () => engine.Ok("logs", "box"));
        Assert.Equal("box", engine.Ok("kill", option, "box"));
        Eventually.Equal("ready\nusr2", () => engine.Ok("logs", "box"));
        Assert.Equal("running", State(engine, "box"));
    }

    [Theory, Runtimes]
    public void Kill_without_a_signal_ends_the_container(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "100");
        engine.Ok("kill", "box");
        Assert.Equal("137", engine.Ok("wait", "box"));
    }

    [Fact]
    public void Kill_and_exec_refuse_a_container_that_does_not_run()
    {
        var engine = Open("crun");
        engine.Ok("create", "--name", "box", "--network", "none", Image, "true");
        var kill = engine.Run("kill", "box");
        Failure.IsOneLine(kill);
        Assert.Contains("can only kill running containers", kill.Error);
        var exec = engine.Run("exec", "box", "true");
        Failure.IsOneLine(exec);
        Assert.Contains("can only create exec sessions on running containers", exec.Error);
    }

    [Fact]
    public void Remove_refuses_a_running_container_unless_forced()
    {
        var engine = Open("crun");
        var id = engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "100");
        var refused = engine.Run("rm", "box");
        Assert.Equal(2, refused.Code);
        Assert.Contains("running", refused.Error);
        Assert.Contains(engine.Ok("rm", "-f", "-t", "0", "box"), new[] { "box", id });
        Assert.Equal("", engine.Ok("ps", "-aq"));
    }

    [Fact]
    public void Remove_of_what_is_not_there_fails_unless_it_is_to_be_ignored()
    {
        var engine = Open("crun");
        var result = engine.Run("rm", "not-there");
        Assert.Equal(1, result.Code);
        Assert.Contains("no such container", result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", engine.Ok("rm", "--ignore", "not-there"));
    }

    [Fact]
    public void Remove_takes_all_and_several()
    {
        var engine = Open("crun");
        foreach (var name in new[] { "a", "b", "c" }) engine.Ok("create", "--name", name, "--network", "none", Image, "true");
        engine.Ok("rm", "a", "b");
        Assert.Equal("c", engine.Ok("ps", "-a", "--format", "{{.Names}}"));
        engine.Ok("rm", "-a");
        Assert.Equal("", engine.Ok("ps", "-aq"));
    }

    [Theory, Runtimes]
    public void Run_with_rm_leaves_nothing(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "--rm", "--network", "none", Image, "true");
        engine.Ok("run", "-d", "--rm", "--network", "none", Image, "true");
        Eventually.Equal("", () => engine.Ok("ps", "-aq"));
    }

    [Fact]
    public void A_container_is_found_by_name_by_id_and_by_the_beginning_of_the_id()
    {
        var engine = Open("crun");
        var id = engine.Ok("create", "--name", "box", "--network", "none", Image, "true");
        foreach (var key in new[] { "box", id, id[..12], id[..5] }) Assert.Equal(id, engine.Ok("inspect", "--format", "{{.Id}}", key));
    }

    [Fact]
    public void A_beginning_of_two_ids_is_refused()
    {
        // Seventeen ids: two of them share the first digit.
        var engine = Open("crun");
        var first = Enumerable.Range(0, 17).Select(_ => engine.Ok("create", "--network", "none", Image, "true")[..1]).ToArray();
        var shared = first.GroupBy(digit => digit).First(group => group.Count() > 1).Key;
        var result = engine.Run("inspect", "--type", "container", shared);
        Assert.NotEqual(0, result.Code);
        Assert.Contains("more than one", result.Error);
    }

    [Fact]
    public void A_name_in_use_is_refused_and_the_one_who_has_it_is_named()
    {
        var engine = Open("crun");
        var id = engine.Ok("create", "--name", "box", "--network", "none", Image, "true");
        Failure.Says(engine.Run("create", "--name", "box", "--network", "none", Image, "true"), 125, "\"box\" is already in use", id);
        Failure.Says(engine.Run("run", "--name", "box", "--network", "none", Image, "true"), 125, "\"box\" is already in use");
    }

    [Fact]
    public void A_container_without_a_name_gets_one()
    {
        var engine = Open("crun");
        engine.Ok("create", "--network", "none", Image, "true");
        Assert.Matches("^[a-z]+_[a-z]+[0-9]*$", engine.Ok("ps", "-a", "--format", "{{.Names}}"));
    }

    [Fact]
    public void The_id_is_written_to_a_file_that_goes_with_the_container()
    {
        Assert.SkipWhen(TestedEngine.IsPodman, "podman 4 refuses a file that is there");
        var engine = Open("crun");
        var file = Path.Combine(Temp, "id");
        File.WriteAllText(file, new string('x', 200));
        var id = engine.Ok("create", "--cidfile", file, "--network", "none", Image, "true");
        Assert.Equal(id, File.ReadAllText(file));
        Assert.Equal(file, engine.Ok("inspect", "--format", "{{.HostConfig.ContainerIDFile}}", id));
        engine.Ok("rm", id);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_file_that_holds_another_id_by_now_stays()
    {
        Assert.SkipWhen(TestedEngine.IsPodman, "podman 4 refuses a file that is there");
        var engine = Open("crun");
        var file = Path.Combine(Temp, "id");
        var first = engine.Ok("create", "--cidfile", file, "--network", "none", Image, "true");
        var second = engine.Ok("create", "--cidfile", file, "--network", "none", Image, "true");
        engine.Ok("rm", first);
        Assert.Equal(second, File.ReadAllText(file));
    }

    [Fact]
    public void A_container_whose_namespace_another_joins_goes_only_with_it()
    {
        var engine = Open("crun");
        var first = engine.Ok("create", "--network", "none", Image, "true");
        var second = engine.Ok("create", "--network", $"container:{first}", Image, "true");
        var third = engine.Ok("create", "--network", "none", "--ipc", $"container:{second}", Image, "true");
        Failure.Says(engine.Run("rm", first), 125, first, "has dependent containers which must be removed before it", second);
        var gone = engine.Ok("rm", "--depend", first).Split('\n');
        Assert.Equal([third, second, first], gone);
        Assert.Equal("", engine.Ok("ps", "-aq"));
    }

    [Fact]
    public void All_containers_go_at_once_though_some_join_others()
    {
        var engine = Open("crun");
        var first = engine.Ok("create", "--network", "none", Image, "true");
        engine.Ok("create", "--network", $"container:{first}", Image, "true");
        engine.Ok("rm", "--all");
        Assert.Equal("", engine.Ok("ps", "-aq"));
    }

    [Fact]
    public void A_name_may_stand_with_a_slash_before_it()
    {
        var engine = Open("crun");
        engine.Ok("create", "--name", "/box", "--network", "none", Image, "true");
        Assert.Equal("box", engine.Ok("ps", "-a", "--format", "{{.Names}}"));
        engine.Ok("rm", "/box");
    }

    [Fact]
    public void Start_takes_those_that_pass_the_filters_and_no_others()
    {
        var engine = Open("crun");
        var good = engine.Ok("run", "-d", "--network", "none", Image, "true");
        var bad = engine.Ok("run", "-d", "--network", "none", Image, "false");
        engine.Ok("wait", good, bad);
        Assert.Equal(good, engine.Ok("start", "--all", "--filter", "exited=0"));
        Assert.Equal(bad, engine.Ok("start", "--filter", "exited=1", bad));
        Failure.Says(engine.Run("start", "--filter", "restart-policy=fakepolicy", good), 125, "fakepolicy invalid restart policy");
    }

    [Fact]
    public void A_container_whose_time_is_over_is_killed()
    {
        var engine = Open("crun");
        var result = engine.Run("run", "--name", "slow", "--timeout", "1", "--network", "none", Image, "sleep", "600");
        Assert.Equal(255, result.Code);
        Assert.Equal("1 -1", engine.Ok("inspect", "--format", "{{.Config.Timeout}} {{.State.ExitCode}}", "slow"));
    }

    [Fact]
    public void A_working_directory_may_come_with_a_mount()
    {
        var engine = Open("crun");
        File.WriteAllText(Path.Combine(Temp, "content"), "here");
        Assert.Equal("here", engine.Ok("run", "--rm", "--network", "none", "--workdir", "/not/there", "-v", $"{Temp}:/not/there", Image, "cat", "content"));
        Assert.Equal(
            "here",
            engine.Ok("run", "--rm", "--network", "none", "--workdir", "/not", "-v", $"{Temp}/content:/not/there", Image, "cat", "there"));
        Failure.Says(engine.Run("run", "--rm", "--network", "none", "--workdir", "/not/there", Image, "pwd"), 126, "/not/there");
    }

    [Fact]
    public void Options_of_the_runtime_reach_it()
    {
        // crun prints its usage without the option's name.
        var result = Open("runc").Run("--runtime-flag", "no-such-flag", "run", "--rm", "--network", "none", Image, "true");
        Assert.NotEqual(0, result.Code);
        Assert.Contains("no-such-flag", result.Error);
    }

    [Fact]
    public void Labels_are_kept_and_files_of_labels_are_not_needed_for_it()
    {
        var engine = Open("crun");
        engine.Ok("create", "--name", "box", "-l", "a=1", "--label", "b", "--label=c=x=y", "--network", "none", Image, "true");
        Assert.Equal("1||x=y", engine.Ok("inspect", "--format", "{{index .Config.Labels \"a\"}}|{{index .Config.Labels \"b\"}}|{{.Config.Labels.c}}", "box"));
    }

    [Theory, Runtimes]
    public void A_stopped_container_can_be_started_again(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "--name", "box", "--network", "none", Image, "echo", "again");
        Assert.Equal("again", engine.Ok("start", "-a", "box"));
        Assert.Equal("again\nagain", engine.Ok("logs", "box"));
    }

    [Theory, Runtimes]
    public void Container_cleanup_may_be_repeated(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "--name", "box", "--network", "none", Image, "true");
        var id = engine.Ok("inspect", "--format", "{{.Id}}", "box");
        Assert.Contains(engine.Ok("container", "cleanup", "box"), new[] { "box", id });
        Assert.Contains(engine.Ok("container", "cleanup", "box"), new[] { "box", id });
        Assert.Equal("exited", State(engine, "box"));
    }

    private static string State(TestedEngine engine, string name) => engine.Ok("inspect", "--format", "{{.State.Status}}", name);
}
