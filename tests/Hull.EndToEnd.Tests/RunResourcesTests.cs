using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Limits, read where the kernel keeps them, and felt.</summary>
public sealed class RunResourcesTests(EngineBed bed) : EngineTest(bed)
{
    private const string NoLimits = "cgroup v1 and a user without systemd have no limits";

    [Theory]
    [Runtimes("--memory=64m", "memory/memory.limit_in_bytes", "memory.max", "67108864")]
    [Runtimes("-m=1g", "memory/memory.limit_in_bytes", "memory.max", "1073741824")]
    [Runtimes("-m67108864", "memory/memory.limit_in_bytes", "memory.max", "67108864")]
    [Runtimes("--pids-limit=37", "pids/pids.max", "pids.max", "37")]
    [Runtimes("--pids-limit=-1", "pids/pids.max", "pids.max", "max")]
    [Runtimes("--cpus=0.5", "cpu/cpu.cfs_quota_us", "cpu.max", "50000")]
    [Runtimes("--cpus=1.5", "cpu/cpu.cfs_quota_us", "cpu.max", "150000")]
    public void Sets_the_limit_of_the_cgroup(string runtime, string option, string v1, string v2, string expected)
    {
        NotRootless(NoLimits);
        var engine = Open(runtime);
        var id = engine.Ok("run", "-d", "--network", "none", option, Image, "sleep", "100");
        Assert.Equal(expected, ReadLimit(id, v1, v2).Split(' ')[0]);
    }

    [Fact]
    public void The_number_of_processes_is_limited_unasked()
    {
        NotRootless(NoLimits);
        var id = Open("crun").Ok("run", "-d", "--network", "none", Image, "sleep", "100");
        Assert.Equal("2048", ReadLimit(id, "pids/pids.max", "pids.max"));
    }

    [Theory, Runtimes]
    public void A_container_past_its_memory_is_killed(string runtime)
    {
        NotRootless(NoLimits);
        Assert.Equal(137, RunIn(Open(runtime), ["-m", "16m"], "dd", "if=/dev/zero", "of=/dev/null", "bs=200M", "count=1").Code);
    }

    [Theory, Runtimes]
    public void The_state_tells_that_the_kernel_was_out_of_memory(string runtime)
    {
        NotInPodman("4.3 says false with conmon 2.1.6");
        NotRootless(NoLimits);
        var engine = Open(runtime);
        engine.Run("run", "--name", "box", "--network", "none", "-m", "16m", Image, "dd", "if=/dev/zero", "of=/dev/null", "bs=200M", "count=1");
        Assert.Equal("true", engine.Ok("inspect", "--format", "{{.State.OOMKilled}}", "box"));
    }

    [Theory, Runtimes]
    public void A_container_past_its_number_of_processes_gets_no_more(string runtime)
    {
        NotRootless(NoLimits);
        var result = RunIn(Open(runtime), ["--pids-limit", "8"], "sh", "-c", "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 1 & done; wait");
        Assert.Contains("can't fork", result.Error);
    }

    [Theory]
    [Runtimes("nofile=100:200", "-n", "100 200")]
    [Runtimes("nofile=300", "-n", "300 300")]
    [Runtimes("core=0:0", "-c", "0 0")]
    [Runtimes("cpu=50:60", "-t", "50 60")]
    public void Sets_the_limit_of_the_process(string runtime, string option, string flag, string expected)
    {
        // With one --ulimit podman forgets its configured ones, and its built-in ones are too high for a machine with lower hard limits.
        string[] others = !TestedEngine.IsPodman ? [] : option.StartsWith("nofile", StringComparison.Ordinal)
            ? ["--ulimit", "nproc=4096:4096"]
            : ["--ulimit", "nproc=4096:4096", "--ulimit", "nofile=20000:20000"];
        var script = $"echo $(ulimit -S {flag}) $(ulimit -H {flag})";
        Assert.Equal(expected, RunIn(Open(runtime), [.. others, "--ulimit", option], "sh", "-c", script).Ok());
    }

    [Theory, Runtimes]
    public void A_limit_above_the_callers_own_is_lowered_with_a_warning(string runtime)
    {
        NotInPodman("fails in the runtime");
        var wrapper = new[] { "/bin/sh", "-c", "ulimit -n 4000; exec \"$@\"", "sh" };
        using var running = Open(runtime).StartBehind(
            wrapper, "run", "--rm", "--network", "none", "--cap-drop", "all", "--ulimit", "nofile=5000:6000", Image, "sh", "-c", "ulimit -Hn");
        var result = running.Finish();
        Assert.Contains(result.Ok(), new[] { "4000", "6000" });
        if (result.Text == "4000") Assert.Contains("nofile", result.Error);
    }

    [Theory, Runtimes]
    public void The_default_limits_fit_the_machine(string runtime)
    {
        NotInPodman("fails where a hard limit is below its default");
        using var running = Open(runtime).StartBehind(
            ["/bin/sh", "-c", "ulimit -n 4000; exec \"$@\"", "sh"], "run", "--rm", "--network", "none", Image, "true");
        Assert.Equal("", running.Finish().Ok());
    }

    // Every container has a cgroup that bears its id, wherever the engine puts it.
    private string ReadLimit(string id, string v1, string v2)
    {
        var file = Path.GetFileName(v1);
        var tops = Bed.IsUnified
            ? Bed.Cgroups
            : Bed.Cgroups.Where(top => top.Split('/')[4] == v1.Split('/')[0]);
        var folder = tops.SelectMany(top => Directory.EnumerateDirectories(top, "*", SearchOption.AllDirectories))
            .Where(path => Path.GetFileName(path).Contains(id))
            .OrderBy(path => path.Length)
            .First(path => !Path.GetFileName(path).Contains("conmon"));
        return File.ReadAllText(Path.Combine(folder, Bed.IsUnified ? v2 : file)).Trim();
    }
}
