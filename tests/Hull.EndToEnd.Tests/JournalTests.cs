using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Logs and events in a journal, with a journald of the bed's own.</summary>
public sealed class JournalTests(EngineBed bed) : EngineTest(bed)
{
    private const string Daemon = "/usr/lib/systemd/systemd-journald";

    [Fact]
    public void Logs_go_to_the_journal_and_come_back_by_line_and_stream() => WithJournal(engine =>
    {
        engine.Run("run", "--name", "box", "--log-driver", "journald", "--network", "none", Image, "sh", "-c", "echo one; echo two; echo three; echo wrong >&2");
        Eventually.Equal(3, () => Printed(engine.Run("logs", "box").Lines).Length);
        var logs = engine.Run("logs", "box");
        Assert.Equal("wrong", logs.Error.Trim());
        Assert.Equal(["one", "two", "three"], Printed(logs.Lines));
        Assert.Equal(["two", "three"], Printed(engine.Run("logs", "--tail", "3", "box").Lines).TakeLast(2));
        Assert.Equal("", engine.Ok("logs", "--tail", "0", "box"));
        Assert.Equal("", engine.Ok("logs", "--until", "2000-01-01T00:00:00Z", "box"));
        Assert.Equal("journald", engine.Ok("inspect", "--format", "{{.HostConfig.LogConfig.Type}}", "box"));
        if (TestedEngine.IsPodman) return;
        // Podman 4.3 prints an empty line after each.
        Assert.Equal("one\ntwo\nthree\n", logs.Out);
        Assert.All(engine.Run("logs", "--timestamps", "box").Lines, line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}[+-]\d\d:\d\d (one|two|three)$", line));
    });

    [Fact]
    public void Following_a_journal_ends_with_the_container() => WithJournal(engine =>
    {
        NotInPodman("follows only with the events in the journal, too");
        engine.Ok("run", "-d", "--name", "box", "--log-driver", "journald", "--network", "none", Gate, Image, "sh", "-c", $"echo one; {AwaitGate}; echo two");
        using var logs = engine.Start("logs", "--follow", "box");
        logs.WaitForOutput("one");
        OpenGate();
        Assert.Equal("one\ntwo", logs.Finish().Ok());
    });

    [Fact]
    public void A_tag_goes_with_each_line() => WithJournal(engine =>
    {
        engine.Run("run", "--name", "box", "--log-driver", "journald", "--log-opt", "tag=of-{{.Name}}", "--network", "none", Image, "echo", "tagged");
        Eventually.Equal("tagged", () => engine.Bed.Run("journalctl", "--output", "cat", "CONTAINER_TAG=of-box").Text);
    });

    [Fact]
    public void Events_go_to_the_journal() => WithJournal(engine =>
    {
        engine = engine.With("--events-backend", "journald");
        engine.Ok("create", "--name", "box", "--label", "a=b", "--network", "none", Image, "true");
        Eventually.Equal("create b", () => engine.Ok("events", "--stream=false", "--filter", "container=box", "--format", "{{.Status}} {{.Attributes.a}}"));
        using var events = engine.Start("events", "--since", "1h", "--filter", "container=box", "--format", "{{.Status}}");
        events.WaitForOutput("create");
        engine.Ok("rm", "box");
        events.WaitForOutput("remove");
        events.Signal(15);
        events.FinishProcess();
        Assert.Contains("remove", engine.Bed.Run("journalctl", "--output", "json", "PODMAN_EVENT=remove", "PODMAN_NAME=box").Text);
    });

    private static string[] Printed(IEnumerable<string> lines) => [.. lines.Where(line => line.Length > 0)];

    private void WithJournal(Action<TestedEngine> test)
    {
        Assert.SkipUnless(File.Exists(Daemon), "systemd-journald is not installed");
        NotRootless("the bed's journal is root's");
        var engine = Open("crun");
        engine.Bed.Inside(() => Directory.CreateDirectory("/run/systemd/journal"));
        engine.Bed.Inside(() => Directory.CreateDirectory("/run/log/journal"));
        using var daemon = new Running(engine.Bed.Start(Daemon, [], TestedEngine.BaseEnvironment, null), Daemon);
        try
        {
            Eventually.Holds("journald to listen", () => engine.Bed.Inside(() => File.Exists("/run/systemd/journal/socket")));
            test(engine);
        }
        finally
        {
            engine.Ok("rm", "--force", "--all", "--time", "0");
            daemon.Signal(15);
            daemon.FinishProcess();
            engine.Bed.Inside(() => { Directory.Delete("/run/systemd", recursive: true); return 0; });
        }
    }
}
