using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Options of run and exec beside the common ones, each seen from inside.</summary>
public sealed class RunOptionsTests(EngineBed bed) : EngineTest(bed)
{
    [Fact]
    public void A_variable_can_be_made_of_others()
    {
        var printed = RunIn(Open("crun"), ["--env-merge", "Y=${PATH}:/extra"], "sh", "-c", "echo $PATH; echo $Y").Ok().Split('\n');
        Assert.Equal(printed[0] + ":/extra", printed[1]);
    }

    [Theory, Runtimes]
    public void Accounts_of_the_host_can_be_added(string runtime)
    {
        // The image has neither.
        var (name, id, line) = TestUser.IsRootless ? ("other", "1002", "other:*:1002:1002::/:/bin/sh") : ("games", "5", "games:*:5:60:games:/:/bin/sh");
        Assert.Contains(line, RunIn(Open(runtime), ["--hostuser", name], "cat", "/etc/passwd").Ok().Split('\n'));
        Assert.Equal(name, RunIn(Open(runtime), ["--hostuser", id, "--user", name], "id", "-un").Ok());
        Assert.Equal(126, RunIn(Open(runtime), ["--hostuser=nosuchuser"], "true").Code);
    }

    [Fact]
    public void The_line_of_an_added_account_can_be_chosen()
    {
        var engine = Open("crun");
        Assert.Equal("me:x:1234:5:me at /:/:/bin/sh", RunIn(engine, ["-u", "1234:5", "--passwd-entry", "me:x:$UID:$GID:me at $HOME:$HOME:/bin/sh"], "tail", "-n", "1", "/etc/passwd").Ok());
        NotInPodman("4.3.1 has no --group-entry");
        Assert.Equal("ours:x:4711:1234", RunIn(engine, ["-u", "1234:4711", "--group-entry", "ours:x:$GID:$USERLIST"], "tail", "-n", "1", "/etc/group").Ok());
        Assert.DoesNotContain("1234", RunIn(engine, ["-u", "1234", "--passwd=false"], "cat", "/etc/passwd").Ok());
    }

    [Fact]
    public void Files_of_the_engine_come_into_directories_that_programs_change_their_root_to() =>
        Assert.Equal("same", RunIn(Open("crun"), ["--chrootdirs", "/jail,/other"], "sh", "-c", "cmp /etc/hosts /jail/etc/hosts && cmp /etc/hosts /other/etc/hosts && echo same").Ok());

    [Fact]
    public void The_execution_domain_can_be_that_of_32_bits()
    {
        Assert.Contains("00000008", RunIn(Open("crun"), ["--personality=LINUX32"], "cat", "/proc/self/personality").Ok());
        NotInPodman("lets runc 1.1 pass it over");
        var refused = RunIn(Open("runc"), ["--personality=LINUX32"], "true");
        Assert.Equal(125, refused.Code);
        Assert.Contains("sets none", refused.Error);
    }

    [Fact]
    public void The_names_of_hosts_can_start_from_any_file()
    {
        NotInPodman("4.3.1 has no --hosts-file");
        var file = TempFile("hosts", "192.0.2.9 nine\n");
        Assert.Contains("192.0.2.9\tnine", RunIn(Open("crun"), ["--hosts-file", file], "cat", "/etc/hosts").Ok());
        Assert.DoesNotContain("nine", RunIn(Open("crun"), ["--hosts-file", "none"], "cat", "/etc/hosts").Ok());
    }

    [Fact]
    public void The_images_host_name_file_can_stay()
    {
        NotInPodman("4.3.1 has no --no-hostname");
        Assert.DoesNotContain("/etc/hostname", RunIn(Open("crun"), ["--no-hostname"], "cat", "/proc/mounts").Ok());
    }

    [Theory, Runtimes]
    public void Descriptors_are_passed_on_when_asked(string runtime)
    {
        var file = TempFile("passed", "content\n");
        using var running = Open(runtime).StartBehind(
            ["/bin/sh", "-c", "exec \"$@\" 3</dev/null 4<" + file, "sh"], "run", "--rm", "--network", "none", "--preserve-fds=2", Image, "sh", "-c", "cat <&4");
        Assert.Equal("content", running.Finish().Ok());
    }

    [Fact]
    public void Descriptors_are_passed_on_by_number()
    {
        NotInPodman("4.3.1 has no --preserve-fd");
        var file = TempFile("passed", "content\n");
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "100");
        foreach (var verb in new string[][] { ["run", "--rm", "--network", "none", "--preserve-fd=9,40", Image], ["exec", "--preserve-fd=9,40", "box"] })
        {
            using var running = engine.StartBehind(
                ["/bin/bash", "-c", "exec \"$@\" 9</dev/null 10</dev/null 40<" + file, "bash"], [.. verb, "sh", "-c", "cat <&40; ls /proc/self/fd | grep -c '^[123]\\d'"]);
            Assert.Equal("content\n0", running.Finish().Out.Trim());
        }
        var missing = engine.Run("run", "--rm", "--network", "none", "--preserve-fd=9", Image, "true");
        Assert.Contains("file descriptor 9 is not available", missing.Error);
    }

    [Theory, Runtimes]
    public void Hooks_run_at_their_stages(string runtime)
    {
        NotRootless("the hooks' log is root's");
        var engine = Open(runtime);
        var log = Path.Combine(Temp, "log");
        var program = TempFile("hook", $"#!/bin/sh\ncat >/dev/null\necho $1 >>{log}\n");
        File.SetUnixFileMode(program, (UnixFileMode)0x1ED);
        var hooks = Directory.CreateDirectory(Path.Combine(Temp, "hooks.d")).FullName;
        foreach (var stage in new[] { "createRuntime", "poststart", "poststop" })
            File.WriteAllText(Path.Combine(hooks, stage + ".json"), $$$"""{"version":"1.0.0","hook":{"path":"{{{program}}}","args":["hook","{{{stage}}}"]},"when":{"commands":["^/bin/true$"]},"stages":["{{{stage}}}"]}""");
        var with = engine.With("--hooks-dir", hooks);
        RunIn(with, [], "/bin/true").Ok();
        RunIn(with, [], "/bin/echo").Ok();
        Assert.Equal(["createRuntime", "poststart", "poststop"], File.ReadAllLines(log));
    }

    [Theory, Runtimes]
    public void Devices_can_be_allowed_by_number(string runtime)
    {
        var result = RunIn(Open(runtime), ["--device-cgroup-rule", "c 1:1 r", "--cap-add", "mknod"], "sh", "-c", "mknod /tmp/mem c 1 1; head -c 0 /tmp/mem");
        if (TestUser.IsRootless) Assert.Contains("device cgroup rules are not supported in rootless mode or in a user namespace", result.Error);
        else Assert.DoesNotContain("not permitted", result.Error);
    }

    [Fact]
    public void Block_io_can_be_limited_by_device()
    {
        NotRootless("a user has no limits on cgroup v1");
        Assert.SkipUnless(File.Exists("/sys/fs/cgroup/blkio/blkio.throttle.read_bps_device"), "this kernel throttles no devices");
        // The kernel takes the numbers of block devices only.
        var device = Directory.EnumerateFiles("/dev", "loop*").Concat(Directory.EnumerateFiles("/dev", "vd?")).FirstOrDefault(path => Bed.Run("test", "-b", path).Code == 0);
        Assert.SkipWhen(device is null, "there is no block device");
        Assert.EndsWith(" 1048576", RunIn(Open("runc"), ["--device-read-bps", $"{device}:1mb"], "cat", "/sys/fs/cgroup/blkio/blkio.throttle.read_bps_device").Ok());
    }

    [Fact]
    public void A_private_ipc_namespace_is_nobody_elses()
    {
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", "--ipc", "private", Image, "sleep", "100");
        var refused = RunIn(engine, ["--ipc", "container:box"], "true");
        Assert.Equal(125, refused.Code);
        Assert.Contains("is not allowed: non-shareable IPC (hint: use IpcMode:shareable for the donor container)", refused.Error);
    }

    [Theory, Runtimes]
    public void A_shareable_ipc_namespace_brings_its_shared_memory(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", "--ipc", "shareable", Image, "sh", "-c", "echo told >/dev/shm/x; sleep 100");
        var own = engine.Ok("exec", "box", "readlink", "/proc/self/ns/ipc");
        Assert.Equal($"{own} told", RunIn(engine, ["--ipc", "container:box"], "sh", "-c", "echo $(readlink /proc/self/ns/ipc) $(cat /dev/shm/x); echo back >/dev/shm/y").Ok());
        Assert.Equal("back", engine.Ok("exec", "box", "cat", "/dev/shm/y"));
    }

    [Fact]
    public void The_limits_of_the_caller_can_be_kept() =>
        Assert.Equal(Bed.Run("sh", "-c", "ulimit -Hn").Ok(), RunIn(Open("crun"), ["--ulimit", "host"], "sh", "-c", "ulimit -Hn").Ok());

    [Theory, Runtimes]
    public void The_cgroup_file_system_is_read_only_throughout(string runtime)
    {
        NotInPodman("4.3.1 leaves the folder of v1's hierarchies writable");
        const string script = "grep ' / /sys/fs/cgroup ' /proc/self/mountinfo | tail -n 1; mkdir /sys/fs/cgroup/x && echo made; for d in /sys/fs/cgroup/*/; do mkdir ${d}x && echo made $d; done; true";
        foreach (var mode in new[] { "host", "private" })
        {
            var told = Open(runtime).Ok("run", "--rm", "--network", "host", "--cgroupns", mode, Image, "sh", "-c", script);
            Assert.DoesNotContain("made", told);
            Assert.Contains(" /sys/fs/cgroup ro", told);
        }
    }

    [Fact]
    public void Cgroups_can_be_split_into_conmons_and_the_containers()
    {
        NotRootless("a user makes no cgroups here");
        var engine = Open("crun");
        NotInPodman("4.3.1 looks for v2's file system");
        Assert.SkipWhen(Bed.IsUnified, "the bed's own processes would have to move");
        const string unit = "for d in /sys/fs/cgroup/*/; do mkdir $d/unit; [ ! -e $d/cpuset.cpus ] || { cat $d/cpuset.cpus >$d/unit/cpuset.cpus; cat $d/cpuset.mems >$d/unit/cpuset.mems; }; "
            + "echo $$ >$d/unit/cgroup.procs; done; exec \"$@\"";
        using var running = engine.StartBehind(["/bin/sh", "-c", unit, "sh"], "run", "-d", "--name", "box", "--network", "none", "--cgroups=split", Image, "sleep", "100");
        running.Finish().Ok();
        var (process, monitor) = (engine.Ok("inspect", "--format", "{{.State.Pid}}", "box"), engine.Ok("inspect", "--format", "{{.State.ConmonPid}}", "box"));
        Assert.Contains("/unit/hull-payload-", Bed.Run("cat", $"/proc/{process}/cgroup").Ok());
        Assert.Contains("/unit/supervisor", Bed.Run("cat", $"/proc/{monitor}/cgroup").Ok());
        engine.Ok("rm", "-f", "-t", "0", "box");
        Eventually.Holds("the unit ends", () => Bed.Run("sh", "-c", "rmdir /sys/fs/cgroup/*/unit/supervisor /sys/fs/cgroup/*/unit").Code == 0 || Bed.Run("sh", "-c", "ls -d /sys/fs/cgroup/*/unit").Code != 0);
    }

    [Fact]
    public void A_session_can_be_left_out_of_what_is_told()
    {
        NotInPodman("4.3.1 has no --no-session");
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "100");
        Assert.Equal("ran", engine.Ok("exec", "--no-session", "box", "echo", "ran"));
        using var session = engine.Start("exec", "--no-session", "-i", "box", "cat");
        Eventually.Holds("the session runs", () => engine.Ok("exec", "box", "ps").Contains(" cat", StringComparison.Ordinal));
        Assert.Equal("[]", engine.Ok("inspect", "--format", "{{.ExecIDs}}", "box"));
        session.CloseInput();
        session.Finish().Ok();
    }

    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        NotInPodman("tells one thing a try");
        var result = RunIn(Open("crun"), ["--device", "/dev/nope", "--cap-add", "foo", "--workdir", "rel"], "true");
        Assert.Equal(125, result.Code);
        Failure.IsOneLine(result);
        foreach (var part in new[] { "/dev/nope", "CAP_FOO", "'rel'" }) Assert.Contains(part, result.Error);
    }

    [Fact]
    public void Devices_come_from_CDI_specifications()
    {
        NotInPodman("4.3.1 has no --cdi-spec-dir");
        var engine = Open("crun");
        var folder = Directory.CreateDirectory(Path.Combine(Temp, "cdi")).FullName;
        File.WriteAllText(Path.Combine(folder, "vendor.yaml"), """
            cdiVersion: 0.6.0
            kind: vendor.com/device
            devices:
              - name: card
                containerEdits:
                  env: [CARD=yes]
                  deviceNodes:
                    - path: /dev/card
                      hostPath: /dev/null
                  mounts:
                    - {hostPath: /etc/hostname, containerPath: /driver, options: [ro, bind]}
            """);
        var with = engine.With("--cdi-spec-dir", folder);
        Assert.Equal("yes 1:3 there", RunIn(with, ["--device", "vendor.com/device=card"], "sh", "-c", "echo $CARD $(stat -c %t:%T /dev/card) $([ -s /driver ] && echo there)").Ok());
        Assert.Contains("unresolvable CDI devices vendor.com/device=none", RunIn(with, ["--device", "vendor.com/device=none"], "true").Error);
        Assert.Contains("this host names no GPUs", RunIn(with, ["--gpus", "all"], "true").Error);
    }
}
