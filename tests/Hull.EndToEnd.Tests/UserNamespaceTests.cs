using System.Formats.Tar;
using System.Globalization;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Containers with a user namespace of their own: their ids, and that all files are theirs.</summary>
public sealed class UserNamespaceTests(EngineBed bed) : EngineTest(bed)
{
    private const string AnyGroup = "/etc/subgid";
    private const string NotForRoot = "4.3.1 has keep-id for users only";
    private const string AnyUser = "/etc/subuid";

    // What the engine calls the container's root; 0 is the user, of whom this container knows nothing.
    private static string First => TestUser.IsRootless ? "1" : "200000";

    private static string Map => $"--uidmap=0:{First}:5000";

    // What both root and a user can have, and in it who can do all.
    private static string[] Mapped => TestUser.IsRootless ? ["--userns=keep-id", "--user=0"] : [Map];

    [Theory, Runtimes]
    public void Root_inside_is_another_outside_and_owns_the_image(string runtime)
    {
        var lines = RunIn(OpenWay(runtime), [Map], "sh", "-c", "id -u; cat /proc/self/uid_map; stat -c %u:%g / /etc /bin /etc/hosts; touch /new /etc/new && stat -c %u:%g /new").Ok().Split('\n');
        Assert.Equal("0", lines[0]);
        Assert.Equal(["0", First, "5000"], lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(lines[2..], line => Assert.Equal("0:0", line));
    }

    [Theory, Runtimes]
    public void Other_users_of_the_image_keep_their_files(string runtime) =>
        Assert.Equal("1000:1000 tester", RunIn(OpenWay(runtime), [Map, "-u", "tester"], "sh", "-c", "echo $(id -u):$(id -g) $(id -un)").Ok());

    [Theory, Runtimes]
    public void Has_a_network_of_its_own_that_it_may_change(string runtime)
    {
        var engine = OpenWay(runtime);
        engine.Ok("run", "-d", "--name", "box", Map, "--cap-add", "net_admin", Image, "sleep", "100");
        Assert.NotEqual("", engine.Ok("exec", "box", "sh", "-c", "ip -o -4 addr | grep -v ' lo '"));
        Assert.Equal("0", engine.Ok("exec", "box", "sh", "-c", "ip addr add 127.0.0.9/8 dev lo; echo $?"));
        Assert.Contains("localhost", engine.Ok("exec", "box", "cat", "/etc/hosts"));
        Assert.Contains("box", engine.Ok("exec", "box", "cat", "/etc/hosts"));
    }

    [Theory, Runtimes]
    public void An_exec_is_in_the_same_namespace(string runtime)
    {
        var engine = OpenWay(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Map, Image, "sleep", "100");
        Assert.Equal(["0", First, "5000"], engine.Ok("exec", "box", "cat", "/proc/self/uid_map").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("1000", engine.Ok("exec", "-u", "tester", "box", "id", "-u"));
        Assert.Equal($"0:{First}:5000", engine.Ok("inspect", "--format", "{{index .HostConfig.IDMappings.UIDMap 0}}", "box"));
        Assert.Equal("private", engine.Ok("inspect", "--format", "{{.HostConfig.UsernsMode}}", "box"));
    }

    [Theory, Runtimes]
    public void What_it_wrote_is_its_own_at_the_next_start(string runtime)
    {
        var engine = OpenWay(runtime);
        engine.Ok("run", "--name", "box", "--network", "none", Map, Image, "sh", "-c", "[ -e /kept ] && stat -c %u:%g /kept || { touch /kept; chown 7:8 /kept; }");
        Assert.Equal("7:8", engine.Ok("start", "--attach", "box"));
    }

    [Theory, Runtimes]
    public void An_anonymous_volume_belongs_to_its_root(string runtime) =>
        Assert.Equal("0:0", RunIn(OpenWay(runtime), [Map, "-v", "/fresh"], "sh", "-c", "touch /fresh/x && stat -c %u:%g /fresh").Ok());

    [Fact]
    public void A_named_volume_gets_the_images_files_with_their_owners()
    {
        var engine = OpenWay("crun");
        Assert.Equal("0:0 0:0", RunIn(engine, [.. Mapped, "-v", "homes:/home"], "sh", "-c", "touch /home/x && echo $(stat -c %u:%g /home /home/tester)").Ok());
        Assert.Equal("0:0", RunIn(engine, [.. Mapped, "-v", "empty:/empty"], "sh", "-c", "touch /empty/x && stat -c %u:%g /empty/x").Ok());
        engine.Ok("volume", "rm", "homes", "empty");
    }

    [Fact]
    public void A_secret_belongs_to_whom_it_is_for()
    {
        var engine = OpenWay("crun");
        engine.Ok("secret", "create", "told", TempFile("told", "secret"));
        Assert.Equal("0:0 1000:0 secret", RunIn(
            engine, [.. Mapped, "--secret", "told,target=one", "--secret", "told,target=two,uid=1000,mode=0400"],
            "sh", "-c", "echo $(stat -c %u:%g /run/secrets/one /run/secrets/two) $(cat /run/secrets/two)").Ok());
        engine.Ok("secret", "rm", "told");
    }

    [Fact]
    public void What_is_made_of_its_files_has_the_owners_that_it_knows()
    {
        var engine = OpenWay("crun");
        engine.Ok(["run", "--name", "box", "--network", "none", .. Mapped, Image, "sh", "-c", "if [ -e /copied ]; then stat -c %u:%g /copied; else touch /mine; chown 7:8 /mine; fi"]);
        Assert.Contains("A /mine", engine.Ok("diff", "box"));
        Assert.DoesNotContain("/bin", engine.Ok("diff", "box"));
        var archive = Path.Join(Temp, "box.tar");
        engine.Ok("export", "--output", archive, "box");
        Assert.Equal("0/0 7/8", string.Join(' ', Listed(archive, "bin/busybox", "mine")));
        engine.Ok("commit", "--quiet", "box", "localhost/made");
        Assert.Equal("7:8", engine.Ok("run", "--rm", "--network", "none", "localhost/made", "stat", "-c", "%u:%g", "/mine"));
        engine.Ok("cp", archive, "box:/copied");
        Assert.Equal("0:0", engine.Ok("start", "--attach", "box"));
        engine.Ok("rm", "box");
        engine.Ok("rmi", "localhost/made");
    }

    [Fact]
    public void An_owner_that_a_copy_keeps_is_a_number_inside()
    {
        var engine = OpenWay("crun");
        string[] stat = ["stat", "-c", "%u:%g", "/tmp/kept"];
        engine.Ok(["run", "-d", "--name", "box", "--network", "none", .. Mapped, Image, "sleep", "1000"]);
        engine.Ok(["create", "--name", "stopped", "--network", "none", .. Mapped, Image, .. stat]);
        engine.Ok("run", "-d", "--name", "plain", "--network", "none", Image, "sleep", "1000");
        using (var file = File.Create(Path.Combine(Temp, "a.tar")))
        using (var tar = new TarWriter(file))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "kept") { Uid = 1042, Gid = 1043, DataStream = new MemoryStream("x"u8.ToArray()) });
        foreach (var name in new[] { "box", "stopped" })
        {
            using var copy = engine.StartBehind(["sh", "-c", $"exec \"$@\" <{Temp}/a.tar", "sh"], "cp", "-a=false", "-", $"{name}:/tmp");
            copy.CloseInput();
            copy.Finish().Ok();
        }
        Assert.Equal("1042:1043", engine.Ok(["exec", "box", .. stat]));
        Assert.Equal("1042:1043", engine.Ok("start", "--attach", "stopped"));
        engine.Ok("cp", "-a=false", "box:/tmp/kept", "plain:/tmp/kept");
        Assert.Equal("1042:1043", engine.Ok(["exec", "plain", .. stat]));
    }

    [Theory, Runtimes]
    public void Another_container_can_join_it(string runtime)
    {
        var engine = OpenWay(runtime);
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Map, Image, "sleep", "100");
        var own = engine.Ok("exec", "box", "readlink", "/proc/self/ns/user");
        Assert.Equal($"{own} 0:0", RunIn(engine, ["--userns=container:box"], "sh", "-c", "echo $(readlink /proc/self/ns/user) $(stat -c %u:%g /etc)").Ok());
    }

    [Theory, Runtimes]
    public void The_hosts_network_and_processes_can_be_seen_all_the_same(string runtime) =>
        Assert.Equal("0", OpenWay(runtime).Ok("run", "--rm", Map, "--network", "host", "--pid", "host", Image, "sh", "-c", "ls /sys/class/net >/dev/null && [ -d /proc/1 ] && id -u"));

    [Theory, Runtimes]
    public void Keep_id_makes_the_caller_who_it_is(string runtime)
    {
        if (!TestUser.IsRootless) NotInPodman(NotForRoot);
        var lines = RunIn(OpenWay(runtime), ["--userns=keep-id"], "sh", "-c", "id -u; id -g; stat -c %u:%g /etc").Ok().Split('\n');
        var id = TestUser.IsRootless ? TestUser.Id.ToString(CultureInfo.InvariantCulture) : "0";
        Assert.Equal([id, id, "0:0"], lines);
    }

    [Theory]
    [Runtimes("--userns=keep-id:uid=200,gid=210", "200:210")]
    [Runtimes("--userns=keep-id:uid=200,gid=210,size=1000", "200:210")]
    public void Keep_id_can_make_the_caller_somebody_else(string runtime, string option, string expected)
    {
        Assert.SkipUnless(TestUser.IsRootless, "root keeps its id");
        var file = TempFile("mine", "");
        // The file is root's in the machine: only one of the user's shows who the user is.
        Bed.Run("chown", $"{TestUser.Id}:{TestUser.Id}", file);
        Assert.Equal($"{expected} {expected}", RunIn(OpenWay(runtime), [option, "-v", $"{Temp}:/mine"], "sh", "-c", "echo $(id -u):$(id -g) $(stat -c %u:%g /mine/mine)").Ok());
    }

    [Fact]
    public void A_user_that_is_named_comes_before_keep_id()
    {
        if (!TestUser.IsRootless) NotInPodman(NotForRoot);
        Assert.Equal("root", RunIn(OpenWay("crun"), ["--userns=keep-id", "--user=0"], "id", "-un").Ok());
    }

    [Fact]
    public void Nomap_hides_the_user_and_is_not_for_root()
    {
        var result = RunIn(OpenWay("crun"), ["--userns=nomap"], "cat", "/proc/self/uid_map");
        if (TestUser.IsRootless)
        {
            Assert.All(result.Ok().Split('\n'), line => Assert.NotEqual("0", line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
            return;
        }
        Assert.Contains("nomap is only supported in rootless mode", result.Error);
    }

    [Fact]
    public void Auto_gives_each_container_ids_of_its_own()
    {
        var engine = OpenWay("crun");
        using var given = Give();
        foreach (var name in new[] { "one", "two" }) engine.Ok("create", "--name", name, "--network", "none", "--userns=auto:size=2000", Image, "cat", "/proc/self/uid_map");
        var one = engine.Ok("start", "--attach", "one").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var two = engine.Ok("start", "--attach", "two").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(("0", "2000", "0", "2000"), (one[0], one[2], two[0], two[2]));
        Assert.True(Math.Abs(int.Parse(one[1], CultureInfo.InvariantCulture) - int.Parse(two[1], CultureInfo.InvariantCulture)) >= 2000);
    }

    [Fact]
    public void Nobody_else_sees_its_files()
    {
        var engine = OpenWay("crun");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Map, Image, "sleep", "100");
        Assert.Equal("", engine.Ok("run", "--rm", "--network", "host", Image, "sh", "-c", "find /sys/kernel/debug /sys/kernel/tracing -mindepth 1 2>/dev/null | head -1"));
    }

    [Fact]
    public void The_environment_can_say_which_namespace()
    {
        NotInPodman("4.3.1 takes the variable for other commands, too");
        Assert.Equal("1000", RunIn(OpenWay("crun").WithEnvironment("PODMAN_USERNS", "keep-id:uid=1000,gid=1000"), [], "id", "-u").Ok());
    }

    [Fact]
    public void Options_that_exclude_each_other_are_refused()
    {
        var result = RunIn(Open("crun"), ["--userns=keep-id", Map], "true");
        Assert.Equal(125, result.Code);
        Failure.IsOneLine(result);
    }

    [Fact]
    public void Without_fuse_a_user_gets_copies_of_the_layers_and_is_told_once()
    {
        NotInPodman("copies without a word");
        Assert.SkipUnless(TestUser.IsRootless, "root needs no copies");
        // Before the user's namespace is made, which keeps the mounts that it began with.
        var closed = TempFile("fuse", "");
        Bed.Run("chmod", "600", closed).Ok();
        Bed.Run("mount", "--bind", closed, "/dev/fuse").Ok();
        try
        {
            var engine = OpenWay("crun");
            var first = RunIn(engine, ["--userns=keep-id"], "stat", "-c", "%u:%g", "/etc", "/bin/busybox");
            Assert.Equal("0:0\n0:0", first.Ok());
            Assert.Contains("with other owners", first.Error);
            Assert.DoesNotContain("with other owners", RunIn(engine, ["--userns=keep-id"], "true").Error);
        }
        finally
        {
            Bed.Run("umount", "/dev/fuse").Ok();
        }
    }

    private IEnumerable<string> Listed(string archive, params string[] names) =>
        Bed.Run(["tar", "--numeric-owner", "-tvf", archive, .. names]).Ok().Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);

    // runc is the container's root already when it goes to its files: the store's folders must let it pass.
    private TestedEngine OpenWay(string runtime)
    {
        var engine = Open(runtime);
        if (TestUser.IsRootless) return engine;
        foreach (var folder in new[] { Bed.Folder, engine.Folder }) File.SetUnixFileMode(folder, (UnixFileMode)0x1C9);
        return engine;
    }

    // Root's automatic ids are those of the name `containers`.
    private Given Give()
    {
        if (TestUser.IsRootless) return new Given([]);
        var file = TempFile("subid", "containers:300000:100000\n");
        foreach (var target in new[] { AnyUser, AnyGroup }) Bed.Run("mount", "--bind", file, target).Ok();
        return new Given([() => Bed.Run("umount", AnyUser).Ok(), () => Bed.Run("umount", AnyGroup).Ok()]);
    }

    private sealed class Given(Func<string>[] back) : IDisposable
    {
        public void Dispose()
        {
            foreach (var step in back) step();
        }
    }
}
