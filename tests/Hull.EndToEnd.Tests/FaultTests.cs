using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>What goes wrong around the engine: full disks, missing programs, helpers that are killed, a machine that was started anew.</summary>
public sealed class FaultTests(EngineBed bed) : EngineTest(bed)
{
    [Fact]
    public void A_disk_that_fills_while_an_image_is_loaded()
    {
        Open("crun");
        var disk = MountDisk("8m", out var engine);
        engine.Ok("images");
        var before = Used(disk);
        Failure.Says(engine.Run("load", "-i", Filler(megabytes: 16)), 125, "no space left on device");
        Assert.Equal("", engine.Ok("images", "-q"));
        Eventually.Holds("what was unpacked is given back", () => Used(disk) <= before + 512);
        Bed.Run("mount", "-o", "remount,size=200m", disk).Ok();
        engine.Ok("load", "-i", Repository.Image("busybox"));
        Assert.Equal("ok", engine.Ok("run", "--rm", "--network", "none", Image, "echo", "ok"));
        Unmount(engine, disk);
    }

    [Fact]
    public void A_disk_that_fills_while_an_image_is_pulled()
    {
        Open("crun");
        using var registry = RealRegistry.Plain(Bed, Temp);
        registry.Fill("docker-archive:" + Filler(megabytes: 16), "test/filler:1");
        var disk = MountDisk("8m", out var engine);
        engine.Ok("images");
        var before = Used(disk);
        string[] pull = ["pull", "-q", "--tls-verify=false", registry.Name("test/filler:1")];
        Failure.Says(engine.Run(pull), 125, "no space left on device");
        Assert.Equal("", engine.Ok("images", "-q"));
        Eventually.Holds("what was received is given back", () => Used(disk) <= before + 512);
        Bed.Run("mount", "-o", "remount,size=200m", disk).Ok();
        Assert.Equal(engine.Ok(pull), engine.Ok("images", "-q", "--no-trunc")["sha256:".Length..]);
        registry.Dispose();
        Unmount(engine, disk);
    }

    [Theory, Runtimes]
    public void A_disk_that_is_full_when_a_container_is_made(string runtime)
    {
        Open(runtime);
        var disk = MountDisk("200m", out var engine, runtime);
        engine.Ok("load", "-i", Repository.Image("busybox"));
        engine.Ok("run", "--rm", "--network", "none", Image, "true");
        Bed.Run("dd", "if=/dev/zero", $"of={disk}/filler", "bs=4k");
        var result = engine.Run("run", "--name", "box", "--network", "none", Image, "true");
        Failure.IsOneLine(result);
        Assert.Contains("no space left on device", result.Error, StringComparison.OrdinalIgnoreCase);
        Bed.Run("rm", $"{disk}/filler").Ok();
        Assert.Equal("", engine.Ok("ps", "-aq"));
        Assert.Equal("ok", engine.Ok("run", "--rm", "--name", "box", "--network", "none", Image, "echo", "ok"));
        Unmount(engine, disk);
    }

    [Theory]
    [InlineData("/not/there/runtime")]
    [InlineData("no-such-runtime")]
    public void A_runtime_that_is_missing(string name)
    {
        var result = Open("crun").With("--runtime", name).Run("run", "--rm", "--network", "none", Image, "true");
        Failure.Says(result, TestedEngine.IsPodman ? result.Code : 125, name);
    }

    [Theory]
    [InlineData("#!/bin/sh\necho 'it is broken' >&2; exit 1\n")]
    [InlineData("#!/bin/sh\nexit 3\n")]
    [InlineData("#!/bin/sh\nkill -9 $$\n")]
    [InlineData("not a program")]
    public void A_runtime_that_is_broken(string script)
    {
        var engine = Open("crun");
        var runtime = Program("runtime", script);
        var result = engine.With("--runtime", runtime).Run("run", "--name", "box", "--network", "none", Image, "true");
        Failure.IsOneLine(result);
        engine.Run("rm", "-f", "box");
    }

    [Fact]
    public void A_monitor_that_is_missing()
    {
        NotInPodman("takes another one that it finds");
        var result = Open("crun").With("--conmon", "/not/there/conmon").Run("run", "--rm", "--network", "none", Image, "true");
        Failure.Says(result, 125, "conmon");
    }

    [Theory, Runtimes]
    public void A_container_that_ends_between_the_question_and_the_deed(string runtime)
    {
        NotInPodman("passes on what the runtime says");
        var engine = Open(runtime);
        var script = Program(runtime, $"""
            #!/bin/sh
            case " $* " in
            *" exec "*|*" pause "*|*" update "*) pid=$(cat {Temp}/pid); kill -KILL $pid; while [ -e /proc/$pid/ns/pid ]; do sleep 0.05; done ;;
            esac
            exec {runtime} "$@"

            """);
        var wrapped = engine.With("--runtime", script);
        var hasCgroup = !TestUser.IsRootless || Bed.IsUnified;
        foreach (var verb in (string[][])[["exec", "box", "true"], ["exec", "-d", "box", "true"], ["pause", "box"], ["update", "--restart", "no", "-m", "64m", "box"]])
        {
            wrapped.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "1000");
            TempFile("pid", $"{Pid(engine, "box")}");
            var result = engine.Run(verb);
            if (verb[0] != "exec" && !hasCgroup) Failure.Says(result, 125, "it has no cgroup");
            else if (verb[0] != "update") Failure.Says(result, 125, "container state improper");
            else Assert.Equal((0, "67108864"), (result.Code, engine.Ok("inspect", "-f", "{{.HostConfig.Memory}}", "box")));
            engine.Ok("rm", "-f", "-t", "0", "box");
        }
    }

    [Theory, Runtimes]
    public void A_container_whose_runtime_is_gone(string runtime)
    {
        NotInPodman("says that it is removed, and leaves its process running");
        var engine = Open(runtime);
        var script = Program(runtime, $"#!/bin/sh\nexec {runtime} \"$@\"\n");
        engine.With("--runtime", script).Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "1000");
        File.Delete(script);
        Failure.Says(engine.Run("exec", "box", "true"), 125, "no executable file there");
        var removed = engine.Run("rm", "-f", "-t", "0", "box");
        removed.Ok();
        Assert.Contains("is not there any more", removed.Error, StringComparison.Ordinal);
        Assert.Equal("", engine.Ok("ps", "-aq"));
    }

    [Theory, Runtimes]
    public void A_container_whose_end_takes_long(string runtime)
    {
        NotInPodman("passes on what the runtime says");
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "1000");
        var container = Pid(engine, "box");
        // The first process of a PID namespace goes when all others there are reaped: one that came from outside, by its parent there.
        using var visit = new Running(Bed.Start("nsenter", ["-t", $"{container}", "-p", "sleep", "1000"], TestedEngine.BaseEnvironment, null), "nsenter");
        Eventually.Holds("the visitor is there", () => File.ReadAllText($"/proc/{visit.Pid}/task/{visit.Pid}/children") != "");
        visit.Signal(19);
        Bed.Run("kill", "-KILL", $"{container}").Ok();
        Failure.Says(engine.Run("exec", "box", "true"), 125, "can only create exec sessions on running containers");
        visit.KillIfThere();
        Assert.Equal("137", engine.Ok("wait", "box"));
    }

    [Theory, Runtimes]
    public void A_monitor_that_is_killed(string runtime)
    {
        NotInPodman("leaves the container's cgroups behind");
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "1000");
        Kill(Monitor(engine, "box"));
        // The container itself goes on; what the engine says of it must be true, and it must be able to end it.
        Assert.Equal("running", State(engine, "box"));
        engine.Ok("rm", "-f", "-t", "0", "box");
        Assert.Equal("", engine.Ok("ps", "-aq"));
    }

    [Theory, Runtimes]
    public void A_monitor_and_its_container_that_are_killed(string runtime)
    {
        NotInPodman("goes on calling it running");
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "1000");
        var container = Pid(engine, "box");
        Kill(Monitor(engine, "box"));
        Kill(container);
        Eventually.Equal("exited", () => State(engine, "box"));
        engine.Ok("start", "box");
        Assert.Equal("running", State(engine, "box"));
        engine.Ok("stop", "-t", "0", "box");
        engine.Ok("rm", "box");
    }

    [Theory, Runtimes]
    public void A_container_that_is_killed_from_outside(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "1000");
        Kill(Pid(engine, "box"));
        Assert.Equal("137", engine.Ok("wait", "box"));
        Eventually.Equal("exited", () => State(engine, "box"));
    }

    [Theory, Runtimes]
    public void A_machine_that_was_started_anew(string runtime)
    {
        // What a boot takes away: processes, mounts, the run root, and the boot's number.
        var engine = Open(runtime);
        var id = engine.Ok("run", "-d", "--name", "up", "--network", "none", Image, "sh", "-c", "echo run >>/log; sleep 1000");
        engine.Ok("create", "--name", "new", "--network", "none", Image, "true");
        Eventually.Equal("run", () => engine.Run("exec", "up", "cat", "/log").Text);
        var container = Pid(engine, "up");
        Kill(Monitor(engine, "up"));
        Kill(container);
        Eventually.Holds("nothing runs", () => !Inventory.ProcessesIn(Bed).Any());
        UnmountAll(engine);
        ForgetContainer(id);
        Directory.Delete(engine.RunRoot, recursive: true);
        if (TestedEngine.IsPodman) Directory.Delete(Path.Combine(engine.Folder, "tmp"), recursive: true);
        WithAnotherBoot(() =>
        {
            Assert.Equal("", engine.Ok("ps", "-q"));
            Assert.Equal(TestedEngine.IsPodman ? "created" : "exited", State(engine, "up"));
            Assert.Equal("created", State(engine, "new"));
            engine.Ok("start", "up");
            Eventually.Equal("run\nrun", () => engine.Run("exec", "up", "cat", "/log").Text);
            engine.Ok("rm", "-f", "-t", "0", "up", "new");
        });
    }

    [Theory, Runtimes]
    public void A_machine_that_was_started_anew_has_its_ports_free(string runtime)
    {
        NotInPodman("its network's own files of the last boot lie outside of the run root");
        var engine = Open(runtime);
        string[] sleep = [Image, "sleep", "1000"];
        var id = engine.Ok(["run", "-d", "--name", "web", "-p", "8080:80", .. sleep]);
        EndAllProcesses();
        UnmountAll(engine);
        ForgetContainer(id);
        ForgetNetwork();
        Directory.Delete(engine.RunRoot, recursive: true);
        // Made now, a user's namespace is not locked to the file that stands for the other boot, which would keep containers from mounting /proc.
        if (TestUser.IsRootless) Bed.Run([.. TestUser.Wrapper, TestedEngine.Binary, "doctor"]);
        WithAnotherBoot(() =>
        {
            Assert.Equal("", engine.Ok("ps", "-q"));
            Assert.Equal("", engine.Ok("port", "--all"));
            engine.Ok(["run", "-d", "--name", "other", "-p", "8080:80", .. sleep]);
            Failure.Says(engine.Run("start", "web"), 125, "port 8080/tcp is published by container other: address already in use");
            engine.Ok("rm", "-f", "-t", "0", "other");
            engine.Ok("start", "web");
            Assert.Equal("80/tcp -> 0.0.0.0:8080", engine.Ok("port", "web"));
            Assert.Equal("in", engine.Ok("exec", "web", "echo", "in"));
            engine.Ok("rm", "-f", "-t", "0", "web");
        });
    }

    [Theory, Runtimes]
    public void A_boot_that_left_the_run_root_as_it_was(string runtime)
    {
        NotInPodman("knows a boot by its run root being empty");
        var engine = Open(runtime);
        var id = engine.Ok("run", "-d", "--name", "up", "--network", "none", Image, "sleep", "1000");
        var container = Pid(engine, "up");
        Kill(Monitor(engine, "up"));
        Kill(container);
        Eventually.Holds("nothing runs", () => !Inventory.ProcessesIn(Bed).Any());
        UnmountAll(engine);
        ForgetContainer(id);
        WithAnotherBoot(() =>
        {
            Assert.Equal("", engine.Ok("ps", "-q"));
            engine.Ok("start", "up");
            Assert.Equal("running", State(engine, "up"));
            engine.Ok("rm", "-f", "-t", "0", "up");
        });
    }

    [Fact]
    public void After_a_boot_runs_what_should_by_policy_and_by_what_people_did()
    {
        NotInPodman("has no system reconcile");
        var engine = Open("crun");
        string Begin(string name, params string[] policy) => engine.Ok(["run", "-d", "--name", name, "--network", "none", .. policy, Image, "sleep", "1000"]);
        string[] ids =
        [
            Begin("always", "--restart=always"), Begin("unless", "--restart=unless-stopped"), Begin("failure", "--restart=on-failure"),
            Begin("stopped", "--restart=unless-stopped"), Begin("none"),
        ];
        engine.Ok("create", "--name", "new", "--network", "none", "--restart=always", Image, "sleep", "1000");
        engine.Ok("stop", "-t", "0", "stopped");
        string[] running = ["always", "unless", "failure", "none"];
        var processes = running.SelectMany(name => new[] { Monitor(engine, name), Pid(engine, name) }).ToArray();
        // The monitors first, as a boot would: none may see its container end.
        foreach (var process in processes.Where((_, index) => index % 2 == 0).Concat(processes.Where((_, index) => index % 2 == 1))) Kill(process);
        Eventually.Holds("nothing runs", () => !Inventory.ProcessesIn(Bed).Any());
        UnmountAll(engine);
        foreach (var id in ids) ForgetContainer(id);
        Directory.Delete(engine.RunRoot, recursive: true);
        WithAnotherBoot(() =>
        {
            Assert.Equal("always failure unless", Names(engine.Ok("system", "reconcile"), engine));
            Assert.Equal("always failure unless", Names(engine.Ok("ps", "-q"), engine));
            Assert.Equal("", engine.Ok("system", "reconcile"));
            engine.Ok("rm", "-f", "-t", "0", "-a");
        });
    }

    private static string Names(string ids, TestedEngine engine) =>
        string.Join(' ', ids.Split('\n').Select(id => engine.Ok("inspect", "--format", "{{.Name}}", id)).Order(StringComparer.Ordinal));

    [Theory, Runtimes]
    public void Many_at_once_all_succeed(string runtime)
    {
        var engine = Open(runtime);
        var running = Enumerable.Range(0, 32).Select(i => engine.Start("run", "--rm", "--network", "none", Image, "echo", $"{i}")).ToList();
        for (var i = 0; i < running.Count; i++) Assert.Equal($"{i}", running[i].Finish(120).Ok());
        Eventually.Equal("", () => engine.Ok("ps", "-aq"));
    }

    [Fact]
    public void Of_many_who_want_one_name_one_gets_it()
    {
        var engine = Open("crun");
        var running = Enumerable.Range(0, 8).Select(_ => engine.Start("create", "--name", "box", "--network", "none", Image, "true")).ToList();
        var results = running.Select(one => one.Finish(120)).ToList();
        Assert.Single(results, result => result.Code == 0);
        Assert.All(results.Where(result => result.Code != 0), result => Failure.Says(result, 125, "already in use"));
    }

    [Theory, Runtimes]
    public void Removing_while_it_starts_stops_and_is_looked_at(string runtime)
    {
        var engine = Open(runtime);
        for (var round = 0; round < 5; round++)
        {
            engine.Ok("create", "--name", "box", "--network", "none", Image, "sleep", "1000");
            Running[] running =
            [
                engine.Start("start", "box"), engine.Start("stop", "-t", "0", "box"), engine.Start("inspect", "box"),
                engine.Start("ps", "-a"), engine.Start("rm", "-f", "-t", "0", "box"),
            ];
            var results = running.Select(one => one.Finish()).ToList();
            // Some come too late, and say so in one line; the removal wins.
            foreach (var result in results.Where(result => result.Code != 0)) Failure.IsOneLine(result);
            Assert.Equal(0, results[3].Code);
            engine.Ok("rm", "-f", "--ignore", "-t", "0", "box");
            Assert.Equal("", engine.Ok("ps", "-aq"));
        }
    }

    private static string State(TestedEngine engine, string name) => engine.Ok("inspect", "--format", "{{.State.Status}}", name);

    private string Program(string name, string content)
    {
        var path = TempFile(name, content);
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        return path;
    }

    private static int Pid(TestedEngine engine, string name) => int.Parse(engine.Ok("inspect", "--format", "{{.State.Pid}}", name));

    private static int Monitor(TestedEngine engine, string name) => int.Parse(engine.Ok("inspect", "--format", "{{.State.ConmonPid}}", name));

    // Numbers of the bed's own namespace.
    private void Kill(int process) => Bed.Run("sh", "-c", $"kill -9 {process}; while kill -0 {process} 2>/dev/null; do sleep 0.01; done");

    private void UnmountAll(TestedEngine engine)
    {
        foreach (var mount in File.ReadAllLines($"/proc/{Bed.Init}/mountinfo").Select(line => line.Split(' ')[4]).Where(path => path.StartsWith(engine.Folder + "/", StringComparison.Ordinal)).Reverse())
        {
            Bed.Run("umount", "-l", mount);
        }
    }

    // A user's per-boot folder is emptied by a boot, too.
    private void EndAllProcesses()
    {
        while (Inventory.AllProcessesIn(Bed).ToList() is { Count: > 0 } all)
        {
            foreach (var (process, _) in all) Shell.Run("kill", "-9", $"{process}");
        }

        if (TestUser.IsRootless) Bed.Run("rm", "-rf", $"/run/user/{TestUser.Id}/hull").Ok();
    }

    private void ForgetNetwork()
    {
        if (TestUser.IsRootless) return;
        Bed.Run("nft", "flush", "ruleset").Ok();
        Bed.Run("ip", "link", "delete", "hull0").Ok();
    }

    // A boot takes the cgroups away and what the runtimes keep in /run.
    private void ForgetContainer(string id)
    {
        Bed.Run("rm", "-rf", "/run/crun", "/run/runc").Ok();
        var folders = Bed.Cgroups.SelectMany(top => Directory.EnumerateDirectories(top, "*", SearchOption.AllDirectories))
            .Where(path => path.Contains(id)).OrderByDescending(path => path.Length);
        foreach (var folder in folders) Shell.Run("rmdir", folder).Ok();
    }

    private void WithAnotherBoot(Action action)
    {
        const string Number = "/proc/sys/kernel/random/boot_id";
        var other = TempFile("boot_id", Guid.NewGuid() + "\n");
        Bed.Run("mount", "--bind", other, Number).Ok();
        try
        {
            action();
        }
        finally
        {
            Bed.Run("umount", Number).Ok();
        }
    }

    private string MountDisk(string size, out TestedEngine engine, string runtime = "crun")
    {
        var disk = Path.Combine(Bed.Folder, "disk");
        Directory.CreateDirectory(disk);
        Bed.Run("mount", "-t", "tmpfs", "-o", $"size={size}", "disk", disk).Ok();
        engine = new TestedEngine(Bed, disk, runtime);
        return disk;
    }

    private void Unmount(TestedEngine engine, string disk)
    {
        engine.Ok("rm", "-f", "-a", "-t", "0");
        Eventually.Holds("nothing runs", () => !Inventory.ProcessesIn(Bed).Any());
        UnmountAll(engine);
        Bed.Run("umount", disk).Ok();
        Directory.Delete(disk);
    }

    private int Used(string disk) => int.Parse(Bed.Run("sh", "-c", $"df -k {disk} | tail -1 | awk '{{print $3}}'").Ok());

    // An image whose one layer does not fit: random bytes, so that nothing compresses them away.
    private string Filler(int megabytes)
    {
        var tree = Path.Combine(Temp, "tree");
        Directory.CreateDirectory(tree);
        var noise = new byte[1024 * 1024];
        for (var i = 0; i < megabytes; i++)
        {
            Random.Shared.NextBytes(noise);
            File.WriteAllBytes(Path.Combine(tree, $"file{i}"), noise);
        }
        var layer = Path.Combine(Temp, "layer.tar");
        Shell.Run("tar", "-C", tree, "-cf", layer, ".").Ok();
        var digest = Shell.Run("sha256sum", layer).Ok().Split(' ')[0];
        TempFile("config.json", $"{{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{{}},\"rootfs\":{{\"type\":\"layers\",\"diff_ids\":[\"sha256:{digest}\"]}}}}");
        TempFile("manifest.json", "[{\"Config\":\"config.json\",\"RepoTags\":[\"localhost/test/filler:latest\"],\"Layers\":[\"layer.tar\"]}]");
        Shell.Run("tar", "-C", Temp, "-cf", Path.Combine(Temp, "filler.tar"), "manifest.json", "config.json", "layer.tar").Ok();
        return Path.Combine(Temp, "filler.tar");
    }
}
