using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>A person at a terminal: -it, window size, raw mode, detach keys, attach, and exec -it.</summary>
public sealed class TerminalTests(EngineBed bed) : EngineTest(bed)
{
    private const string DetachKeys = "\u0010\u0011";   // ctrl-p, ctrl-q

    [Theory, Runtimes]
    public void The_container_has_a_terminal_and_the_person_talks_to_it(string runtime)
    {
        using var terminal = new Terminal();
        using var run = Open(runtime).StartOn(terminal, "run", "--rm", "-it", "--network", "none", Image, "sh");
        terminal.WaitFor("# ");
        terminal.Type("tty; echo error >&2; echo $TERM\n");
        terminal.WaitFor("/dev/pts/0");
        terminal.WaitFor("error");
        terminal.WaitFor("xterm");
        terminal.Type("exit 5\n");
        Assert.Equal(5, run.Finish().Code);
    }

    [Theory, Runtimes]
    public void Lines_end_as_a_terminals_do(string runtime)
    {
        using var terminal = new Terminal();
        using var run = Open(runtime).StartOn(terminal, "run", "--rm", "-t", "--network", "none", Image, "printf", "a\\nb\\n");
        Assert.Equal(0, run.Finish().Code);
        terminal.WaitFor("a\r\nb\r\n");
    }

    [Theory, Runtimes]
    public void The_window_has_the_size_of_the_persons_and_follows_it(string runtime)
    {
        using var terminal = new Terminal(rows: 33, columns: 111);
        using var run = Open(runtime).StartOn(terminal, "run", "--rm", "-it", "--network", "none", Image, "sh");
        terminal.WaitFor("# ");
        terminal.Type("stty size\n");
        terminal.WaitFor("33 111");
        terminal.Resize(44, 122);
        Eventually.Holds("the new size is told", () =>
        {
            terminal.Type("stty size\n");
            return terminal.Screen.Contains("44 122");
        });
        terminal.Type("exit\n");
        Assert.Equal(0, run.Finish().Code);
    }

    [Theory, Runtimes]
    public void Keys_that_mean_signals_go_to_the_container(string runtime)
    {
        using var terminal = new Terminal();
        using var run = Open(runtime).StartOn(
            terminal, "run", "--rm", "-it", "--network", "none", Image, "sh", "-c", "trap 'echo caught; exit 7' INT; echo ready; while true; do sleep 0.05; done");
        terminal.WaitFor("ready");
        terminal.Type("\u0003");
        terminal.WaitFor("caught");
        Assert.Equal(7, run.Finish().Code);
    }

    [Theory, Runtimes]
    public void The_terminal_is_afterwards_as_it_was(string runtime)
    {
        var engine = Open(runtime);
        using var terminal = new Terminal();
        var script = "stty -a >\"$0.before\"; \"$@\"; echo code $?; stty -a >\"$0.after\"";
        var file = Path.Combine(Temp, "stty");
        string[] words = ["/bin/sh", "-c", script, file, .. TestUser.Wrapper, TestedEngine.Binary, .. engine.Options(), "run", "--rm", "-it", "--network", "none", Image, "sh", "-c", "exit 3"];
        string[] wrapped = [.. terminal.Wrapper, .. words];
        using var run = new Running(Bed.Start(wrapped[0], wrapped[1..], engine.Environments(), null), "stty");
        terminal.StartReading();
        run.Finish().Ok();
        terminal.WaitFor("code 3");
        Assert.Equal(File.ReadAllText(file + ".before"), File.ReadAllText(file + ".after"));
    }

    [Theory]
    [Runtimes("", DetachKeys)]
    [Runtimes("--detach-keys=ctrl-a,d", "\u0001d")]
    [Runtimes("--detach-keys=ctrl-@", "\0")]
    public void The_person_may_leave_and_the_container_stays(string runtime, string option, string keys)
    {
        var engine = Open(runtime);
        using var terminal = new Terminal();
        string[] options = option.Length == 0 ? [] : [option];
        using var run = engine.StartOn(terminal, ["run", "-it", "--name", "box", "--network", "none", .. options, Image, "sh"]);
        terminal.WaitFor("# ");
        terminal.Type("echo fir''st\n");
        terminal.WaitFor("first");
        terminal.Press(keys);
        Assert.Equal(0, run.Finish().Code);
        Assert.Equal("running", engine.Ok("inspect", "--format", "{{.State.Status}}", "box"));
    }

    [Theory, Runtimes]
    public void Detach_keys_count_also_when_they_come_all_at_once(string runtime)
    {
        NotInPodman("wants each key in a read of its own");
        var engine = Open(runtime);
        using var terminal = new Terminal();
        using var run = engine.StartOn(terminal, "run", "-it", "--name", "box", "--network", "none", Image, "sh");
        terminal.WaitFor("# ");
        terminal.Type("echo be''fore\n" + DetachKeys);
        Assert.Equal(0, run.Finish().Code);
        Eventually.Holds("what came before the keys has gone in", () => engine.Ok("logs", "box").Contains("before"));
    }

    [Theory, Runtimes]
    public void Without_detach_keys_the_letters_go_in(string runtime)
    {
        using var terminal = new Terminal();
        using var run = Open(runtime).StartOn(terminal, "run", "--rm", "-it", "--detach-keys=", "--network", "none", Image, "sh");
        terminal.WaitFor("# ");
        terminal.Type("stty raw -echo; echo list''ening; head -c 2 | od -An -tx1; stty sane\n");
        terminal.WaitFor("listening");
        terminal.Press(DetachKeys);
        terminal.WaitFor("10 11");
        terminal.Type("\nexit\n");
        run.Finish();
    }

    [Theory, Runtimes]
    public void The_person_may_come_back(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-dit", "--name", "box", "--network", "none", Image, "sh");
        for (var visit = 1; visit <= 2; visit++)
        {
            using var terminal = new Terminal();
            using var attach = engine.StartOn(terminal, "attach", "box");
            terminal.Type($"echo vis''it {visit}\n");
            terminal.WaitFor($"visit {visit}");
            terminal.Press(DetachKeys);
            Assert.Equal(0, attach.Finish().Code);
        }
        using var last = new Terminal();
        using var end = engine.StartOn(last, "attach", "box");
        last.Type("exit 4\n");
        end.Finish();
        Assert.Equal("4", engine.Ok("wait", "box"));
    }

    [Theory, Runtimes]
    public void A_container_may_be_made_first_and_attached_when_it_starts(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("create", "-it", "--name", "box", "--network", "none", Image, "sh");
        using var terminal = new Terminal();
        using var start = engine.StartOn(terminal, "start", "-ai", "box");
        terminal.WaitFor("# ");
        terminal.Type("exit 6\n");
        Assert.Equal(6, start.Finish().Code);
    }

    [Theory, Runtimes]
    public void The_window_has_its_size_from_the_start(string runtime)
    {
        using var terminal = new Terminal(rows: 33, columns: 111);
        using var run = Open(runtime).StartOn(terminal, "run", "--rm", "-it", "--network", "none", Image, "stty", "size");
        Assert.Equal(0, run.Finish().Code);
        terminal.WaitFor("33 111");
    }

    [Theory, Runtimes]
    public void Exec_has_a_terminal_of_its_own(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "100");
        using var terminal = new Terminal(rows: 21, columns: 91);
        using var exec = engine.StartOn(terminal, "exec", "-it", "box", "sh");
        terminal.WaitFor("# ");
        terminal.Type("tty; stty size\n");
        terminal.WaitFor("/dev/pts/0");
        terminal.WaitFor("21 91");
        terminal.Resize(22, 92);
        Eventually.Holds("the new size is told", () =>
        {
            terminal.Type("stty size\n");
            return terminal.Screen.Contains("22 92");
        });
        terminal.Type("exit 8\n");
        Assert.Equal(8, exec.Finish().Code);
    }

    [Theory, Runtimes]
    public void Exec_can_be_left(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "100");
        using var terminal = new Terminal();
        using var exec = engine.StartOn(terminal, "exec", "-it", "box", "sh");
        terminal.WaitFor("# ");
        terminal.Press(DetachKeys);
        var left = exec.Finish();
        if (!TestedEngine.IsPodman) Assert.Equal(0, left.Code);   // podman answers 255 here, and 0 when run is left
    }

    [Theory, Runtimes]
    public void The_terminals_output_is_logged(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-dt", "--name", "box", "--network", "none", Image, "echo", "logged");
        engine.Ok("wait", "box");
        Assert.Equal("logged", engine.Ok("logs", "box").TrimEnd('\r', '\n'));
    }

    [Theory, Runtimes]
    public void A_terminal_for_the_container_needs_none_of_the_person(string runtime)
    {
        var result = Open(runtime).Run("run", "--rm", "-t", "--network", "none", Image, "tty");
        Assert.Equal("/dev/pts/0", result.Ok());
    }
}
