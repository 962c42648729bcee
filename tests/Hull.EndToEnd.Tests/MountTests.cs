using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>mount and unmount of containers, root file systems of the user's own, and clones.</summary>
public sealed class MountTests(EngineBed bed) : EngineTest(bed)
{
    [Fact]
    public void A_mounted_container_is_read_and_written_from_the_host_and_started()
    {
        NotRootless("a user's mounts are seen only inside the user's namespace");
        var engine = Open("crun");
        var id = engine.Ok("create", "--network", "none", "--name", "m", Image, "sh", "-c", "cat /from-host; sleep 1000");
        var place = engine.Ok("mount", "m");
        Bed.Run("sh", "-c", $"echo hello >{place}/from-host").Ok();
        Assert.Equal($"{id[..12]}  {place}", engine.Ok("mount"));
        Assert.Equal($"{id}  {place}", engine.Ok("mount", "--notruncate"));
        Assert.Contains($"\"mountpoint\": \"{place}\"", engine.Ok("mount", "--format", "json"));
        Failure.Says(engine.Run("mount", "--format", "x"), 125, "unknown --format argument: \"x\"");
        engine.Ok("start", "m");
        Eventually.Holds("the container has printed", () => engine.Ok("logs", "m").Contains("hello"));
        engine.Ok("stop", "-t", "0", "m");
        Assert.Equal("hello\n", Bed.Run("cat", $"{place}/from-host").Out);
        Assert.Equal(id, engine.Ok("umount", "m"));
        Assert.NotEqual(0, Bed.Run("test", "-e", $"{place}/from-host").Code);
        Assert.Equal("", engine.Ok("mount"));
        Assert.Equal(id, engine.Ok("umount", "m"));
    }

    [Fact]
    public void Mounts_are_counted_and_unmounted_by_force_or_together()
    {
        NotRootless("a user's mounts are seen only inside the user's namespace");
        NotInPodman("its version of Debian counts otherwise");
        var engine = Open("crun");
        var id = engine.Ok("create", "--network", "none", Image, "true");
        engine.Ok("mount", id);
        engine.Ok("mount", "-l");
        engine.Ok("unmount", id);
        Assert.NotEqual("", engine.Ok("mount"));
        engine.Ok("unmount", "--force", id);
        Assert.Equal("", engine.Ok("mount"));
        engine.Ok("mount", "--all");
        Assert.Equal(id, engine.Ok("unmount", "--all"));
        Assert.Equal("", engine.Ok("mount"));
        engine.Ok("mount", id);
        engine.Ok("rm", id);
        Failure.Says(engine.Run("mount", "nosuch"), 125, "no container with name or ID \"nosuch\" found: no such container");
        Failure.Says(engine.Run("umount"), 125, "you must provide at least one name or id");
        engine.Ok("umount", "--ignore", "nosuch");
    }

    [Fact]
    public void A_user_is_told_where_mounts_can_be_seen()
    {
        Assert.SkipUnless(TestUser.IsRootless, "root sees its mounts everywhere");
        var engine = Open("crun");
        var id = engine.Ok("create", "--network", "none", Image, "true");
        Failure.Says(engine.Run("mount", id), 125, "must execute `hull unshare` first");
        string[] inside = ["unshare", TestedEngine.Binary, .. engine.Options(), "mount", id];
        Assert.Contains("/merged", engine.Ok(inside));
        engine.Ok(["unshare", TestedEngine.Binary, .. engine.Options(), "umount", id]);
    }

    private string MakeRootfs(TestedEngine engine)
    {
        var rootfs = Bed.Inside(() => Directory.CreateDirectory(Path.Combine(Temp, "rootfs")).FullName);
        TestUser.Admit(rootfs);
        var id = engine.Ok("create", "--network", "none", Image, "true");
        var tar = Path.Combine(Bed.Inside(() => Directory.CreateDirectory(engine.TemporaryFolder).FullName), "rootfs.tar");
        engine.Ok("export", "-o", tar, id);
        Bed.Run("tar", "x", "-C", rootfs, "-f", tar).Ok();
        Bed.Run("rm", tar).Ok();
        if (TestUser.IsRootless) Bed.Run("chown", "-R", TestUser.Name!, rootfs).Ok();
        engine.Ok("rm", id);
        return rootfs;
    }

    [Theory, Runtimes]
    public void A_directory_of_the_host_is_the_root_and_outlives_the_container(string runtime)
    {
        NotInPodman("its version of Debian takes absolute paths only, and leaves what it made for mounts");
        var engine = Open(runtime);
        var rootfs = MakeRootfs(engine);
        var id = engine.Ok("create", "--network", "none", "--rootfs", rootfs, "sh", "-c", "echo written >/written; sleep 1000");
        Assert.Equal(rootfs, engine.Ok("inspect", "--format", "{{.Rootfs}}", id));
        engine.Ok("start", id);
        Eventually.Holds("the container has written", () => File.Exists(Path.Combine(rootfs, "written")));
        Assert.Equal("written", engine.Ok("exec", id, "cat", "/written"));
        Failure.Says(engine.Run("commit", "-q", id), 125, "cannot commit a container that uses an exploded rootfs");
        engine.Ok("rm", "-f", "-t", "0", id);
        Assert.Equal("written\n", File.ReadAllText(Path.Combine(rootfs, "written")));
        Assert.True(File.Exists(Path.Combine(rootfs, "bin/busybox")));
        engine.Ok("run", "--rm", "--network", "none", "--rootfs", rootfs, "test", "-e", "/written");
        Assert.True(File.Exists(Path.Combine(rootfs, "bin/busybox")));
        Bed.Run("rm", "-rf", rootfs).Ok();
    }

    [Fact]
    public void An_overlay_keeps_the_directory_as_it_is()
    {
        var engine = Open("crun");
        var rootfs = MakeRootfs(engine);
        var id = engine.Ok("create", "--network", "none", "--rootfs", rootfs + ":O", "sh", "-c", "ls -d /old; touch /old");
        engine.Run("start", "-a", id);
        Assert.False(File.Exists(Path.Combine(rootfs, "old")));
        // What the first run changed has gone with it.
        Assert.DoesNotContain("/old\n", engine.Run("start", "-a", id).Out);
        engine.Ok("rm", id);
        Assert.True(File.Exists(Path.Combine(rootfs, "bin/busybox")));
        Failure.Says(engine.Run("run", "--rm", "--rootfs", Temp + "/nosuch", "true"), 125, "no such file or directory");
        Bed.Run("rm", "-rf", rootfs).Ok();
    }

    [Fact]
    public void A_clone_has_the_configuration_and_another_name()
    {
        NotInPodman("its version of Debian cannot run what it clones with these limits");
        var engine = Open("crun");
        engine.Ok("create", "--network", "none", "--name", "first", "--env", "A=1", "--label", "l=v", "--workdir", "/tmp", Image, "sh", "-c", "echo $A $PWD $HOSTNAME; hostname");
        var clone = engine.Ok("container", "clone", "first");
        Assert.Equal("first-clone", engine.Ok("inspect", "--format", "{{.Name}}", clone));
        Assert.Equal($"1 /tmp {clone[..12]}\n{clone[..12]}\n", engine.Run("start", "-a", clone).Out);
        var second = engine.Ok("container", "clone", "first");
        Assert.Equal("first-clone1 map[l:v]", engine.Ok("inspect", "--format", "{{.Name}} {{.Config.Labels}}", second));
        Failure.Says(engine.Run("container", "clone", "--force", "first", "x"), 125, "cannot set --force without --destroy: invalid argument");
        var third = engine.Ok("container", "clone", "--destroy", "first", "third");
        Failure.Says(engine.Run("inspect", "first"), 125, "no such object: \"first\"");
        var run = engine.Ok("container", "clone", "--run", "--name", "ran", third);
        engine.Ok("wait", run);
        Assert.Contains(run[..12], engine.Ok("logs", run));
        Failure.Says(engine.Run("container", "clone", third, "ran"), 125, "is already in use");
        Failure.Says(engine.Run("container", "clone", "--pod", "p", third), 125, "pod");
    }

    [Fact]
    public void A_clone_takes_other_limits()
    {
        NotRootless("a user has no limits on cgroup v1");
        NotInPodman("its version of Debian derives swap otherwise");
        var engine = Open("runc");
        engine.Ok("create", "--network", "none", "--name", "first", "--memory", "64m", Image, "true");
        engine.Ok("container", "clone", "--memory", "256m", "--cpus", "0.5", "first", "second");
        Assert.Equal("268435456 536870912 500000000", engine.Ok("inspect", "--format", "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.NanoCpus}}", "second"));
        Assert.Equal("67108864", engine.Ok("inspect", "--format", "{{.HostConfig.Memory}}", "first"));
    }
}
