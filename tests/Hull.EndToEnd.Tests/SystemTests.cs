using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>The store as a whole, and what the engine chooses by the machine it is on.</summary>
public sealed class SystemTests(EngineBed bed) : EngineTest(bed)
{
    [Fact]
    public void A_reset_leaves_nothing_of_the_store_and_it_can_be_used_again()
    {
        var engine = Second("reset");
        engine.Ok("load", "-i", Repository.Image("busybox"));
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "1000");
        var pid = engine.Ok("inspect", "--format", "{{.State.Pid}}", "box");
        engine.Ok("system", "reset", "--force");
        Assert.NotEqual(0, Bed.Run("test", "-e", $"/proc/{pid}").Code);
        Assert.DoesNotContain(engine.Root, Bed.Run("cat", "/proc/self/mountinfo").Ok());
        if (!TestedEngine.IsPodman)
        {
            Assert.False(Directory.Exists(engine.Root) && Directory.EnumerateFileSystemEntries(engine.Root).Any());
            Assert.False(Bed.Inside(() => Directory.Exists(engine.RunRoot) && Directory.EnumerateFileSystemEntries(engine.RunRoot).Any()));
        }
        Assert.Equal("", engine.Ok("ps", "-aq"));
        Assert.Equal("", engine.Ok("images", "-q"));
        engine.Ok("load", "-i", Repository.Image("busybox"));
        Assert.Equal("ok", engine.Ok("run", "--rm", "--network", "none", Image, "echo", "ok"));
        engine.Ok("system", "reset", "--force");
    }

    [Fact]
    public void A_reset_asks_first()
    {
        var engine = Second("ask");
        engine.Ok("load", "-i", Repository.Image("busybox"));
        engine.RunWithInput("n\n", "system", "reset");
        Assert.NotEqual("", engine.Ok("images", "-q"));
        engine.Ok("system", "reset", "--force");
    }

    [Fact]
    public void Migrate_stops_what_runs_and_gives_it_another_runtime()
    {
        var engine = Second("migrate");
        engine.Ok("load", "-i", Repository.Image("busybox"));
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sh", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done");
        engine.Ok("system", "migrate", "--new-runtime", "runc");
        Assert.Equal("exited", engine.Ok("inspect", "--format", "{{.State.Status}}", "box"));
        Assert.Contains("runc", engine.Ok("inspect", "--format", "{{.OCIRuntime}}", "box"));
        engine.Ok("start", "box");
        Assert.Equal("running", engine.Ok("inspect", "--format", "{{.State.Status}}", "box"));
        engine.Ok("system", "reset", "--force");
    }

    [Fact]
    public void On_hybrid_cgroups_runc_is_taken_and_debug_tells_why()
    {
        NotInPodman("takes its runtime from containers.conf only");
        NotRootless("the namespace of the user's pause process keeps the hierarchies that it began with");
        Assert.SkipWhen(Bed.IsUnified, "this machine has no cgroup v1 hierarchies");
        var engine = Open("crun");
        Assert.Equal("crun", RuntimeOf(engine, out _));
        Bed.Run("mkdir", "/sys/fs/cgroup/unified").Ok();
        Bed.Run("mount", "-t", "cgroup2", "cgroup2", "/sys/fs/cgroup/unified").Ok();
        try
        {
            var controllers = Bed.Run("cat", "/sys/fs/cgroup/unified/cgroup.controllers").Ok();
            Assert.SkipWhen(controllers.Length == 0, "the v2 hierarchy of this machine has no controllers: crun takes it");
            Assert.Equal("runc", RuntimeOf(engine, out var told));
            Assert.Contains("hybrid cgroups, which crun refuses", told);
        }
        finally
        {
            Bed.Run("umount", "/sys/fs/cgroup/unified").Ok();
            Bed.Run("rmdir", "/sys/fs/cgroup/unified").Ok();
        }
    }

    private static string RuntimeOf(TestedEngine engine, out string told)
    {
        string[] words = [TestedEngine.Binary, "--root", engine.Root, "--runroot", engine.RunRoot, "--log-level", "debug"];
        told = engine.Bed.Run([.. words, "run", "--name", "chosen", "--network", "none", Image, "true"]).Error;
        var name = engine.Ok("inspect", "--format", "{{.OCIRuntime}}", "chosen");
        engine.Ok("rm", "chosen");
        return name;
    }

    // A store that is not the class's: a reset takes it away.
    private TestedEngine Second(string name) =>
        Open("crun") is { } && Directory.CreateDirectory(Path.Combine(Bed.Folder, name)) is { } folder ? new TestedEngine(Bed, folder.FullName, "crun") : null!;
}
