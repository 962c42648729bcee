using System.Text.Json;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>stats and top.</summary>
public sealed class StatsTests(EngineBed bed) : EngineTest(bed)
{
    private const string NoCgroup = "on this machine a user's containers have no cgroup";

    [Theory, Runtimes]
    public void Stats_show_what_a_container_uses(string runtime)
    {
        NotRootless(NoCgroup);
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "busy", "--network", "none", "--memory", "64m", Image, "sh", "-c", "while :; do :; done");
        using var document = JsonDocument.Parse(engine.Ok("stats", "--no-stream", "--format", "json", "busy"));
        var row = document.RootElement[0];
        Assert.Equal("busy", row.GetProperty("name").GetString());
        Assert.Matches("^[0-9a-f]{12}$", row.GetProperty("id").GetString()!);
        Assert.Matches(@"^[0-9.]+k?M?B / 67\.11MB$", row.GetProperty("mem_usage").GetString()!);
        Assert.Equal("1", row.GetProperty("pids").GetString());
        Assert.All(["cpu_time", "cpu_percent", "avg_cpu", "mem_percent", "net_io", "block_io"], name => Assert.NotEqual("", row.GetProperty(name).GetString()));
        Eventually.Holds("the counter of CPU time to go up", () => engine.Ok("stats", "--no-stream", "--format", "{{.CPUNano}}", "busy") is { Length: > 6 });
        Assert.Equal("67108864", engine.Ok("stats", "--no-stream", "--format", "{{.MemLimit}}", "busy"));
    }

    [Fact]
    public void The_table_has_podmans_columns_and_the_containers_asked_for()
    {
        NotRootless(NoCgroup);
        var engine = Open("runc");
        engine.Ok("run", "-d", "--name", "a", "--network", "none", Image, "sleep", "1000");
        engine.Ok("run", "-d", "--name", "b", "--network", "none", Image, "sleep", "1000");
        var lines = engine.Run("stats", "--no-stream").Lines;
        Assert.Matches(@"^ID +NAME +CPU % +MEM USAGE / LIMIT +MEM % +NET IO +BLOCK IO +PIDS +CPU TIME +AVG CPU %$", lines[0]);
        Assert.Equal(3, lines.Length);
        Assert.Equal("b", engine.Ok("stats", "--no-stream", "--format", "{{.Name}}", "b"));
        Assert.Equal("b", engine.Ok("stats", "--no-stream", "--format", "{{.Name}}", "--latest"));
        Assert.Matches("^[0-9a-f]{64}$", engine.Ok("stats", "--no-stream", "--no-trunc", "--format", "{{.ID}}", "a"));
        Assert.Equal("NAME        CPU %", engine.Run("stats", "--no-stream", "--format", "table {{.Name}} {{.CPUPerc}}", "a").Lines[0].TrimEnd());
    }

    [Fact]
    public void Stats_go_on_until_they_are_ended()
    {
        NotRootless(NoCgroup);
        var engine = Open("runc");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "1000");
        using var stats = engine.Start("stats", "--interval", "1", "--no-reset", "--format", "{{.Name}}", "box");
        stats.WaitForOutput("box\nbox\n");
        stats.Signal(15);
        stats.FinishProcess();
    }

    [Fact]
    public void Without_a_cgroup_stats_say_why_there_is_nothing_to_count()
    {
        Assert.SkipUnless(TestUser.IsRootless, "root's containers have one");
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "1000");
        Failure.Says(engine.Run("stats", "--no-stream", "box"), 125, "cgroup");
    }

    [Fact]
    public void Stats_of_what_is_not_there_are_refused()
    {
        Failure.Says(Open("crun").Run("stats", "--no-stream", "nosuch"), 125, "nosuch");
        Failure.Says(Open("crun").Run("stats", "--no-stream", "--all", "nosuch"), 125, "--all, --latest and containers cannot be used together");
    }

    [Theory, Runtimes]
    public void Top_shows_processes_by_their_numbers_inside(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "1000");
        var lines = engine.Run("top", "box").Lines;
        Assert.Matches(@"^USER +PID +PPID +%CPU +ELAPSED +TTY +TIME +COMMAND$", lines[0].TrimEnd());
        Assert.Matches(@"^root +1 +0 +[0-9.]+ +[0-9a-z.µ]+ +\? +0s +sleep 1000$", lines[1].TrimEnd());
        Assert.Equal(2, lines.Length);
        Assert.Equal(["PID         COMMAND", "1           sleep 1000"], engine.Run("top", "box", "pid,args").Lines.Select(line => line.TrimEnd()));
        Assert.Equal(["PID         COMMAND     SECCOMP", "1           sleep       filter"], engine.Run("top", "box", "%p", "comm", "seccomp").Lines.Select(line => line.TrimEnd()));
        var pid = engine.Ok("inspect", "--format", "{{.State.Pid}}", "box");
        // Both are seen from where the engine runs.
        if (!TestUser.IsRootless) Assert.Equal(["HPID HUSER", $"{pid} root"], engine.Run("top", "--latest", "hpid", "huser").Lines.Select(Squeezed));
    }

    [Fact]
    public void Top_of_a_user_and_its_children_reads_the_containers_own_names()
    {
        var engine = Open("runc");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sh", "-c", "sleep 1000 & wait");
        Eventually.Equal(3, () => engine.Run("top", "box").Lines.Length);
        var rows = engine.Run("top", "box", "pid", "ppid", "user", "group", "capinh", "capeff", "state").Lines.Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(["1", "0", "root", "root", "none"], rows[0][..5]);
        Assert.Equal("1", rows[1][1]);
        Assert.Contains("CHOWN", rows[0][5]);
    }

    [Fact]
    public void Top_knows_the_usual_arguments_of_ps()
    {
        NotInPodman("runs the ps of the image");
        var engine = Open("runc");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "1000");
        Assert.Equal(["PID COMMAND", "1 sleep"], engine.Run("top", "box", "-eo", "pid,comm").Lines.Select(Squeezed));
        Assert.StartsWith("UID PID PPID C STIME TTY TIME CMD", Squeezed(engine.Run("top", "box", "-ef").Lines[0]), StringComparison.Ordinal);
        Assert.StartsWith("USER PID %CPU %MEM VSZ RSS", Squeezed(engine.Run("top", "box", "aux").Lines[0]), StringComparison.Ordinal);
        Failure.Says(engine.Run("top", "box", "-Z"), 125, "-Z");
        Failure.Says(engine.Run("top", "box", "nosuch"), 125, "unknown descriptor nosuch");
    }

    [Fact]
    public void Top_needs_a_running_container()
    {
        var engine = Open("crun");
        engine.Ok("create", "--name", "box", "--network", "none", Image, "true");
        Failure.Says(engine.Run("top", "box"), 125, "top can only be used on running containers");
        Failure.Says(engine.Run("top", "nosuch"), 125, "nosuch");
    }

    private static string Squeezed(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
