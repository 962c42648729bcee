using System.Globalization;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>What a container may not do, asserted from inside; and the options that change it.</summary>
public sealed class RunSecurityTests(EngineBed bed) : EngineTest(bed)
{
    // chown, dac_override, fowner, fsetid, kill, net_bind_service, setfcap, setgid, setpcap, setuid, sys_chroot
    private const ulong Default = 0x00000000800405fb;
    private const ulong Chown = 1UL << 0;
    private const ulong NetAdmin = 1UL << 12;
    private const ulong SysTime = 1UL << 25;

    [Theory]
    [Runtimes("", Default)]
    [Runtimes("--cap-drop=all", 0UL)]
    [Runtimes("--cap-drop=chown", Default & ~Chown)]
    [Runtimes("--cap-drop=CAP_CHOWN", Default & ~Chown)]
    [Runtimes("--cap-add=net_admin", Default | NetAdmin)]
    [Runtimes("--cap-add=net_admin,SYS_TIME", Default | NetAdmin | SysTime)]
    [Runtimes("--cap-drop=all --cap-add=chown", Chown)]
    public void Has_just_these_capabilities(string runtime, string options, ulong expected)
    {
        var status = Status(RunIn(Open(runtime), Words(options), "cat", "/proc/self/status").Ok());
        Assert.Equal(expected, Mask(status["CapEff"]));
        Assert.Equal(expected, Mask(status["CapPrm"]));
        Assert.Equal(expected, Mask(status["CapBnd"]));
        Assert.Equal(0UL, Mask(status["CapInh"]));
        Assert.Equal(0UL, Mask(status["CapAmb"]));
    }

    [Theory, Runtimes]
    public void A_user_other_than_root_has_none(string runtime)
    {
        var status = Status(RunIn(Open(runtime), ["-u", "tester"], "cat", "/proc/self/status").Ok());
        foreach (var set in new[] { "CapEff", "CapPrm", "CapInh", "CapAmb" }) Assert.Equal(0UL, Mask(status[set]));
        Assert.Equal(Default, Mask(status["CapBnd"]));
    }

    [Theory, Runtimes]
    public void A_user_other_than_root_gets_what_is_added_by_name(string runtime)
    {
        var status = Status(RunIn(Open(runtime), ["-u", "tester", "--cap-add", "net_admin"], "cat", "/proc/self/status").Ok());
        Assert.Equal(NetAdmin, Mask(status["CapEff"]));
    }

    [Theory, Runtimes]
    public void An_exec_has_the_containers_capabilities_and_no_inheritable_ones(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", "--cap-drop", "chown", Image, "sleep", "100");
        var status = Status(engine.Ok("exec", "box", "cat", "/proc/self/status"));
        Assert.Equal(Default & ~Chown, Mask(status["CapEff"]));
        Assert.Equal(0UL, Mask(status["CapInh"]));
        Assert.Equal("2", status["Seccomp"]);
    }

    [Theory, Runtimes]
    public void System_calls_are_filtered(string runtime)
    {
        // The kernel alone would say that the file is no swap space; the profile says that swapon is not permitted, even with the capability.
        var engine = Open(runtime);
        Assert.Equal("2", Status(RunIn(engine, [], "cat", "/proc/self/status").Ok())["Seccomp"]);
        Assert.Contains("not permitted", RunIn(engine, ["--cap-add", "sys_admin"], "swapon", "/etc/passwd").Error);
    }

    [Theory, Runtimes]
    public void The_filter_can_be_left_out(string runtime)
    {
        var engine = Open(runtime);
        string[] options = ["--security-opt", "seccomp=unconfined"];
        Assert.Equal("0", Status(RunIn(engine, options, "cat", "/proc/self/status").Ok())["Seccomp"]);
        // A user's CAP_SYS_ADMIN is none outside of the namespace: the kernel refuses without the filter, too.
        if (!TestUser.IsRootless) Assert.Contains("Invalid argument", RunIn(engine, [.. options, "--cap-add", "sys_admin"], "swapon", "/etc/passwd").Error);
    }

    [Theory, Runtimes]
    public void The_filter_follows_the_capabilities(string runtime)
    {
        // sethostname is allowed by the profile only with CAP_SYS_ADMIN.
        var engine = Open(runtime);
        Assert.Contains("not permitted", RunIn(engine, [], "hostname", "other").Error);
        Assert.Equal("other", RunIn(engine, ["--cap-add", "sys_admin"], "sh", "-c", "hostname other; hostname").Ok());
    }

    [Theory, Runtimes]
    public void A_profile_of_ones_own_is_obeyed(string runtime)
    {
        var profile = TempFile("profile.json", """
            {"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir","mkdirat"],"action":"SCMP_ACT_ERRNO","errnoRet":13}]}
            """);
        var result = RunIn(Open(runtime), ["--security-opt", $"seccomp={profile}"], "mkdir", "/tmp/x");
        Assert.Equal(1, result.Code);
        Assert.Contains("Permission denied", result.Error);
    }

    [Theory]
    [Runtimes("no-new-privileges")]
    [Runtimes("no-new-privileges:true")]
    public void New_privileges_can_be_ruled_out(string runtime, string option)
    {
        var engine = Open(runtime);
        Assert.Equal("0", Status(RunIn(engine, [], "cat", "/proc/self/status").Ok())["NoNewPrivs"]);
        Assert.Equal("1", Status(RunIn(engine, ["--security-opt", option], "cat", "/proc/self/status").Ok())["NoNewPrivs"]);
        // A program with the set-user-id bit becomes root (0), and with the option stays who it was (1000, cut to a byte).
        Assert.Equal(0, RunIn(engine, ["-u", "tester"], "/bin/euid").Code);
        Assert.Equal(1000 & 0xff, RunIn(engine, ["-u", "tester", "--security-opt", option], "/bin/euid").Code);
    }

    [Theory, Runtimes]
    public void Kernel_files_are_masked(string runtime)
    {
        const string script = """
            for f in /proc/kcore /proc/keys /proc/latency_stats /proc/timer_list /proc/sched_debug; do
                [ ! -e $f ] || [ -z "$(head -c 1 $f 2>/dev/null)" ] || echo readable $f; done
            for d in /proc/acpi /proc/scsi /sys/firmware /sys/fs/selinux /sys/dev/block; do
                [ ! -e $d ] || [ -z "$(ls -A $d)" ] || echo open $d; done
            """;
        Assert.Equal("", RunIn(Open(runtime), [], "sh", "-c", script).Ok());
    }

    [Theory, Runtimes]
    public void Kernel_settings_are_read_only(string runtime)
    {
        const string script = """
            for f in /proc/sys/kernel/domainname /proc/sysrq-trigger /proc/irq/default_smp_affinity /sys/kernel/mm/transparent_hugepage/enabled; do
                [ ! -e $f ] || ! cat $f 2>/dev/null | tee $f >/dev/null 2>&1 || echo writable $f; done
            for d in /sys /sys/fs/cgroup/memory /sys/fs/cgroup/pids /proc/bus /proc/fs; do mkdir $d/x 2>/dev/null && echo writable $d; done; true
            """;
        Assert.Equal("", RunIn(Open(runtime), [], "sh", "-c", script).Ok());
    }

    [Fact]
    public void More_can_be_masked_and_less()
    {
        var engine = Open("crun");
        Assert.Equal("", RunIn(engine, ["--security-opt", "mask=/proc/version"], "cat", "/proc/version").Ok());
        Assert.NotEqual("", RunIn(engine, ["--security-opt", "unmask=/proc/timer_list"], "sh", "-c", "mount | grep -v timer_list | head -1").Ok());
        Assert.DoesNotContain(" /proc/keys ", RunIn(engine, ["--security-opt", "unmask=ALL"], "cat", "/proc/mounts").Ok());
    }

    [Theory, Runtimes]
    public void Only_the_standard_streams_are_open(string runtime)
    {
        // The caller has another descriptor open; neither it nor one of the engine's gets in. The fourth is that of ls itself.
        using var running = Open(runtime).StartBehind(
            ["/bin/sh", "-c", "exec \"$@\" 7</etc/hostname 8>&1", "sh"], "run", "--rm", "--network", "none", Image, "ls", "/proc/self/fd");
        Assert.Equal("0\n1\n2\n3", running.Finish().Ok());
    }

    [Theory]
    [Runtimes("/proc/self/fd/3")]
    [Runtimes("/proc/self/fd/7")]
    public void A_working_directory_through_a_descriptor_leads_nowhere(string runtime, string directory)
    {
        var result = RunIn(Open(runtime), ["-w", directory], "ls", "/");
        Assert.NotEqual(0, result.Code);
        Assert.DoesNotContain("vmlinuz", result.Out);
        Assert.DoesNotContain("lost+found", result.Out);
    }

    [Theory, Runtimes]
    public void The_runtime_cannot_be_reached_from_inside(string runtime)
    {
        // A command that is the runtime itself again, through the link of its own process.
        var before = File.ReadAllBytes("/usr/bin/crun").Length + File.ReadAllBytes("/usr/sbin/runc").Length;
        RunIn(Open(runtime), ["--cap-add", "sys_ptrace"], "/proc/self/exe", "--version");
        Assert.Equal(before, File.ReadAllBytes("/usr/bin/crun").Length + File.ReadAllBytes("/usr/sbin/runc").Length);
        Assert.Equal("", RunIn(Open(runtime), [], "sh", "-c", "ls -l /proc/1/exe | grep -E 'runc|crun|hull' || true").Ok());
    }

    [Theory, Runtimes]
    public void Has_namespaces_of_its_own(string runtime)
    {
        var engine = Open(runtime);
        var inside = RunIn(engine, [], "sh", "-c", "for n in mnt pid ipc uts net; do readlink /proc/self/ns/$n; done").Ok().Split('\n');
        var outside = Bed.Run("sh", "-c", "for n in mnt pid ipc uts net; do readlink /proc/self/ns/$n; done").Ok().Split('\n');
        Assert.Empty(inside.Intersect(outside));
        Assert.Equal("1", RunIn(engine, [], "sh", "-c", "echo $$").Ok());
    }

    [Theory, Runtimes]
    public void A_privileged_container_has_all_capabilities_and_devices_and_no_filter(string runtime)
    {
        var engine = Open(runtime);
        // All that there are in a namespace of the user's; else all that this machine gives.
        var own = TestUser.IsRootless ? Status(Bed.Run(["setpriv", "--reuid", "1001", "unshare", "-Ur", "cat", "/proc/self/status"]).Ok()) : Status(Bed.Run("cat", "/proc/self/status").Ok());
        var status = Status(RunIn(engine, ["--privileged"], "cat", "/proc/self/status").Ok());
        Assert.Equal(Mask(own["CapBnd"]), Mask(status["CapEff"]));
        Assert.Equal(0UL, Mask(status["CapInh"]));
        Assert.Equal("0", status["Seccomp"]);
        Assert.Equal("yes", RunIn(engine, ["--privileged"], "sh", "-c", "mount -t tmpfs x /mnt 2>/dev/null || mkdir /mnt && mount -t tmpfs x /mnt && echo yes").Ok());
        Assert.Contains("loop-control", RunIn(engine, ["--privileged"], "ls", "/dev").Ok() + (File.Exists("/dev/loop-control") && !TestUser.IsRootless ? "" : "loop-control"));
    }

    [Theory, Runtimes]
    public void Has_just_these_devices(string runtime)
    {
        var listed = RunIn(Open(runtime), [], "ls", "/dev").Ok().Split('\n');
        Assert.Equal(
            ["fd", "full", "mqueue", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin", "stdout", "tty", "urandom", "zero"],
            listed.Where(name => name != "core").Order(StringComparer.Ordinal));
    }

    [Theory, Runtimes]
    public void Cannot_make_a_device_and_open_it(string runtime)
    {
        // The kernel lets root make the node (mknod is not among the default capabilities, so it is added); the cgroup refuses it.
        var result = RunIn(Open(runtime), ["--cap-add", "mknod"], "sh", "-c", "mknod /tmp/mem c 1 1 && cat /tmp/mem");
        Assert.NotEqual(0, result.Code);
        Assert.Contains("not permitted", result.Error);
    }

    [Theory, Runtimes]
    public void A_fifo_in_the_place_of_the_user_table_is_refused_at_once(string runtime)
    {
        var engine = Open(runtime);
        var root = Path.Combine(Temp, "tree");
        Directory.CreateDirectory(Path.Combine(root, "bin"));
        Directory.CreateDirectory(Path.Combine(root, "etc"));
        File.Copy("/bin/busybox", Path.Combine(root, "bin/busybox"));
        Assert.Equal(0, Shell.Run("mkfifo", Path.Combine(root, "etc/passwd")).Code);
        Assert.Equal(0, Shell.Run("tar", "-C", root, "-cf", Path.Combine(Temp, "fifo.tar"), ".").Code);
        NotInPodman("reads the FIFO and hangs");
        engine.Ok("import", Path.Combine(Temp, "fifo.tar"), "localhost/test/fifo");
        var result = engine.Run("run", "--rm", "--network", "none", "-u", "tester", "localhost/test/fifo", "/bin/busybox", "true");
        engine.Ok("rmi", "localhost/test/fifo");
        Assert.NotEqual(0, result.Code);
        Failure.IsOneLine(result);
    }

    [Theory, Runtimes]
    public void Links_of_the_image_lead_nowhere_on_the_host(string runtime)
    {
        // /escape is a link to a folder of the host: as working directory, as the target of a bind and of a tmpfs it stays inside.
        var engine = Open(runtime);
        var outside = Directory.CreateDirectory(Path.Combine(Temp, "outside")).FullName;
        var root = Path.Combine(Temp, "tree");
        Directory.CreateDirectory(Path.Combine(root, "bin"));
        File.Copy("/bin/busybox", Path.Combine(root, "bin/busybox"));
        File.CreateSymbolicLink(Path.Combine(root, "escape"), outside);
        File.CreateSymbolicLink(Path.Combine(root, "climb"), "../../../../../../../.." + outside);
        File.CreateSymbolicLink(Path.Combine(root, "etc"), outside);
        Assert.Equal(0, Shell.Run("tar", "-C", root, "-cf", Path.Combine(Temp, "links.tar"), ".").Code);
        engine.Ok("import", Path.Combine(Temp, "links.tar"), "localhost/test/links");
        string[] run = ["run", "--rm", "--network", "none"];
        engine.Run([.. run, "-w", "/escape/made", "localhost/test/links", "/bin/busybox", "touch", "here"]);
        engine.Run([.. run, "-w", "/climb/made", "localhost/test/links", "/bin/busybox", "touch", "here"]);
        engine.Run([.. run, "-v", $"{Repository.Root}/Makefile:/escape/bound", "localhost/test/links", "/bin/busybox", "true"]);
        engine.Run([.. run, "--tmpfs", "/climb/scratch", "localhost/test/links", "/bin/busybox", "touch", "/climb/scratch/x"]);
        engine.Run([.. run, "-u", "4711", "localhost/test/links", "/bin/busybox", "true"]);
        engine.Ok("rmi", "localhost/test/links");
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
    }

    private static string[] Words(string options) => options.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static ulong Mask(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Status(string text) =>
        text.Split('\n').Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim());
}
