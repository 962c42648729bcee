using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Named and anonymous volumes, and the commands of `volume`.</summary>
public sealed class VolumeTests(EngineBed bed) : EngineTest(bed)
{
    [Fact]
    public void A_volume_is_made_listed_inspected_and_removed()
    {
        var engine = Open("crun");
        Assert.Equal("data", engine.Ok("volume", "create", "--label", "a=b", "data"));
        Assert.Equal("DRIVER      VOLUME NAME\nlocal       data", engine.Ok("volume", "ls"));
        Assert.Equal("local data", engine.Ok("volume", "ls", "--noheading").Replace("       ", " "));
        Assert.Equal("data", engine.Ok("volume", "ls", "--quiet", "--filter", "name=^da", "--filter", "label=a"));
        Assert.Equal("", engine.Ok("volume", "ls", "--quiet", "--filter", "label=c"));
        Assert.Equal("local map[a:b] 0 true true", engine.Ok("volume", "inspect", "--format", "{{.Driver}} {{.Labels}} {{.MountCount}} {{.NeedsCopyUp}} {{.NeedsChown}}", "data"));
        Assert.Equal(0, engine.Run("volume", "exists", "data").Code);
        Assert.Equal("data", engine.Ok("volume", "rm", "da"));
        Assert.Equal(1, engine.Run("volume", "exists", "data").Code);
    }

    [Theory]
    [InlineData("running volume create option: names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument", "create", "/bad")]
    [InlineData("invalid mount option bogus for driver 'local': invalid argument", "create", "--opt", "bogus=1", "x")]
    [InlineData("uid option must provide a UID: invalid argument", "create", "--opt", "o=uid", "x")]
    [InlineData("inspecting object: no such volume nope", "inspect", "nope")]
    [InlineData("no such volume nope", "export", "nope")]
    [InlineData("\"bogus\" is an invalid volume filter", "ls", "--filter", "bogus=1")]
    [InlineData("choose either one or more volumes or all", "rm")]
    public void What_is_wrong_is_told_in_podmans_words(string message, params string[] arguments)
    {
        var result = Open("crun").Run(["volume", .. arguments]);
        Assert.Equal(125, result.Code);
        Assert.Contains("Error: " + message, result.Error);
    }

    [Fact]
    public void A_volume_that_is_used_stays_until_its_containers_are_gone()
    {
        var engine = Open("crun");
        var id = engine.Ok("create", "--network", "none", "--volume", "used:/data", Image, "true");
        var refused = engine.Run("volume", "rm", "used");
        Assert.Equal(2, refused.Code);
        Assert.Contains($"Error: volume used is being used by the following container(s): {id}: volume is being used", refused.Error);
        Assert.Equal("used", engine.Ok("volume", "rm", "--force", "used"));
        Assert.Equal("", engine.Ok("ps", "--all", "--quiet"));
        var missing = engine.Run("volume", "rm", "used");
        Assert.Equal((1, true), (missing.Code, missing.Error.Contains("Error: no volume with name \"used\" found: no such volume")));
        Assert.Equal("", engine.Ok("volume", "rm", "--force", "used"));
    }

    [Theory, Runtimes]
    public void A_named_volume_is_made_on_first_use_and_outlives_its_containers(string runtime)
    {
        var engine = Open(runtime);
        RunIn(engine, ["-v", "kept:/data", "-v", "kept:/again"], "sh", "-c", "echo inside >/data/file; cat /again/file").Ok();
        Assert.Equal("inside", RunIn(engine, ["--mount", "type=volume,src=kept,dst=/data,ro"], "cat", "/data/file").Ok());
        Assert.Contains("Read-only file system", RunIn(engine, ["-v", "kept:/data:ro"], "touch", "/data/x").Error);
        Assert.Equal("kept", engine.Ok("volume", "ls", "--quiet"));
        engine.Ok("volume", "rm", "kept");
    }

    [Fact]
    public void An_anonymous_volume_goes_with_its_container_only_if_that_is_asked()
    {
        var engine = Open("crun");
        RunIn(engine, ["-v", "/data"], "touch", "/data/x").Ok();
        Assert.Equal("", engine.Ok("volume", "ls", "--quiet"));
        engine.Ok("create", "--name", "first", "--network", "none", "-v", "/data", Image, "true");
        var volume = engine.Ok("inspect", "--format", "{{(index .Mounts 0).Name}}", "first");
        engine.Ok("rm", "first");
        Assert.Equal(volume, engine.Ok("volume", "ls", "--quiet"));
        engine.Ok("create", "--name", "second", "--network", "none", "-v", "/data", Image, "true");
        engine.Ok("rm", "--volumes", "second");
        Assert.Equal(volume, engine.Ok("volume", "ls", "--quiet"));
        Assert.Equal(volume, engine.Ok("volume", "prune", "--force"));
    }

    [Theory, Runtimes]
    public void A_volume_of_the_image_is_filled_once_and_keeps_what_is_written(string runtime)
    {
        var engine = Open(runtime);
        string[] run = ["run", "--rm", "--network", "none", "--user", "0", "--volume", "filled:/srv/data", "--entrypoint", "sh", ConfigImage, "-c"];
        Assert.Equal("of the image", engine.Ok([.. run, "cat /srv/data/file; rm /srv/data/file"]));
        Assert.Equal("", engine.Ok([.. run, "ls /srv/data"]));
        // Podman leaves what is false out.
        Assert.Equal("false", engine.Ok("volume", "inspect", "--format", "{{.NeedsCopyUp}}", "filled"));
        Assert.Equal("", engine.Ok("run", "--rm", "--network", "none", "--volume", "empty:/srv/data:nocopy", "--entrypoint", "ls", ConfigImage, "/srv/data"));
        engine.Ok("volume", "rm", "filled", "empty");
    }

    [Fact]
    public void A_volume_of_the_image_may_be_a_tmpfs_or_nothing()
    {
        var engine = Open("crun");
        string[] Run(string mode) => ["run", "--rm", "--network", "none", $"--image-volume={mode}", "--entrypoint", "sh", ConfigImage, "-c"];
        Assert.StartsWith("tmpfs /srv/data tmpfs", engine.Ok([.. Run("tmpfs"), "grep ' /srv/data ' /proc/mounts"]));
        Assert.Equal("none", engine.Ok([.. Run("ignore"), "grep ' /srv/data ' /proc/mounts || echo none"]));
        Assert.NotEqual("", engine.Ok([.. Run("bind"), "grep ' /srv/data ' /proc/mounts"]));
        Assert.Equal("", engine.Ok("volume", "ls", "--quiet"));
    }

    [Fact]
    public void A_new_volume_belongs_to_the_containers_user_unless_it_has_an_owner()
    {
        var engine = Open("crun");
        Assert.Equal("12:13", RunIn(engine, ["-v", "given:/data", "--user", "12:13"], "stat", "-c", "%u:%g", "/data").Ok());
        engine.Ok("volume", "create", "--opt", "o=uid=5,gid=6", "owned");
        Assert.Equal("5:6", RunIn(engine, ["-v", "owned:/data", "--user", "12:13"], "stat", "-c", "%u:%g", "/data").Ok());
        engine.Ok("volume", "rm", "given", "owned");
    }

    [Theory, Runtimes]
    public void A_volume_can_be_a_file_system_that_is_mounted_while_it_is_used(string runtime)
    {
        var engine = Open(runtime);
        engine.Ok("volume", "create", "--opt", "type=tmpfs", "--opt", "device=tmpfs", "--opt", "o=nodev,nosuid", "fast");
        Assert.Equal("tmpfs", RunIn(engine, ["-v", "fast:/data"], "stat", "-f", "-c", "%T", "/data").Ok());
        Assert.Equal("0", engine.Ok("volume", "inspect", "--format", "{{.MountCount}}", "fast"));
        engine.Ok("create", "--name", "one", "--network", "none", "-v", "fast:/data", $"--volume={Temp}:/gate", Image, "sh", "-c", $"echo x >/data/file; {AwaitGate}");
        engine.Ok("start", "one");
        Eventually.Holds("the file is there", () => RunIn(engine, ["-v", "fast:/data"], "cat", "/data/file").Code == 0);
        Assert.Equal("1", engine.Ok("volume", "inspect", "--format", "{{.MountCount}}", "fast"));
        OpenGate();
        engine.Ok("wait", "one");
        Eventually.Holds("it is unmounted", () => engine.Ok("volume", "inspect", "--format", "{{.MountCount}}", "fast") == "0");
        engine.Ok("rm", "one");
        engine.Ok("volume", "rm", "fast");
    }

    [Fact]
    public void A_volume_can_be_a_directory_that_is_bound()
    {
        var engine = Open("crun");
        TempFile("file", "of the host");
        var missing = engine.Run("volume", "create", "--opt", "type=bind", "--opt", "device=/bogus", "bound");
        Assert.Equal(125, missing.Code);
        Assert.Contains("invalid volume option device for driver 'local'", missing.Error);
        engine.Ok("volume", "create", "--opt", "type=bind", "--opt", $"device={Temp}", "bound");
        Assert.Equal("of the host", RunIn(engine, ["-v", "bound:/data"], "cat", "/data/file").Ok());
        engine.Ok("volume", "rm", "bound");
        Assert.True(File.Exists(Path.Combine(Temp, "file")));
    }

    [Fact]
    public void Prune_takes_what_nobody_uses_and_asks_first()
    {
        NotInPodman("4.3 takes named volumes without --all");
        var engine = Open("crun");
        foreach (var name in new[] { "used", "named", "labelled" }) engine.Ok("volume", "create", "--label", $"of={name}", name);
        var anonymous = engine.Ok("volume", "create");
        engine.Ok("create", "--network", "none", "-v", "used:/data", Image, "true");
        Assert.Contains($"The following volumes will be removed:\n{anonymous}\nAre you sure", engine.RunWithInput("n\n", "volume", "prune").Out);
        Assert.Equal(anonymous, engine.Ok("volume", "prune", "--dry-run"));
        Assert.EndsWith(anonymous, engine.RunWithInput("y\n", "volume", "prune").Ok());
        Assert.Equal("labelled", engine.Ok("volume", "prune", "--force", "--all", "--filter", "label=of=labelled"));
        Assert.Equal("named", engine.Ok("volume", "prune", "--force", "--all"));
        Assert.Equal("used", engine.Ok("volume", "ls", "--quiet"));
        engine.Ok("volume", "rm", "--force", "used");
    }

    [Fact]
    public void A_volume_is_exported_as_a_tar_and_imported_into_another()
    {
        var engine = Open("crun");
        RunIn(engine, ["-v", "out:/data"], "sh", "-c", "mkdir /data/in; echo content >/data/in/file").Ok();
        var archive = Path.Combine(Temp, "out.tar");
        engine.Ok("volume", "export", "--output", archive, "out");
        Assert.Contains("in/file", Bed.Run("tar", "-tf", archive).Ok());
        engine.Ok("volume", "create", "in");
        RunIn(engine, ["-v", "in:/data"], "sh", "-c", "mkdir /data/in; echo old >/data/in/file; echo kept >/data/in/other").Ok();
        engine.Ok("volume", "import", "in", archive);
        Assert.Equal("content\nkept", RunIn(engine, ["-v", "in:/data"], "cat", "/data/in/file", "/data/in/other").Ok());
        Assert.Contains("no such volume nope", engine.Run("volume", "import", "nope", archive).Error);
        engine.Ok("volume", "rm", "out", "in");
    }

    [Fact]
    public void A_volume_is_mounted_for_the_host()
    {
        NotRootless("only inside of unshare");
        var engine = Open("crun");
        engine.Ok("volume", "create", "--opt", "type=tmpfs", "--opt", "device=tmpfs", "shown");
        var place = engine.Ok("volume", "mount", "shown");
        Assert.Equal("tmpfs", Bed.Run("stat", "-f", "-c", "%T", place).Ok());
        Assert.Equal("1", engine.Ok("volume", "inspect", "--format", "{{.MountCount}}", "shown"));
        engine.Ok("volume", "unmount", "shown");
        Assert.NotEqual("tmpfs", Bed.Run("stat", "-f", "-c", "%T", place).Ok());
        engine.Ok("volume", "rm", "shown");
    }

    [Fact]
    public void Mounting_a_volume_is_for_those_who_see_it()
    {
        Assert.SkipUnless(TestUser.IsRootless, "root sees it");
        var engine = Open("crun");
        engine.Ok("volume", "create", "hidden");
        var refused = engine.Run("volume", "mount", "hidden");
        Assert.Equal(125, refused.Code);
        Assert.Contains("unshare` first", refused.Error);
        engine.Ok("volume", "rm", "hidden");
    }

    [Fact]
    public void Ps_and_inspect_show_volumes()
    {
        var engine = Open("crun");
        engine.Ok("create", "--name", "shown", "--network", "none", "-v", "seen:/data:ro,noexec", Image, "true");
        Assert.Equal(
            "volume seen /data local false rprivate [noexec nosuid nodev rbind]",
            engine.Ok("inspect", "--format", "{{with index .Mounts 0}}{{.Type}} {{.Name}} {{.Destination}} {{.Driver}} {{.RW}} {{.Propagation}} {{.Options}}{{end}}", "shown"));
        Assert.Equal("[seen:/data:ro,noexec,rprivate,nosuid,nodev,rbind]", engine.Ok("inspect", "--format", "{{.HostConfig.Binds}}", "shown"));
        Assert.Contains("/data", engine.Ok("ps", "--all", "--format", "{{.Mounts}}"));
        Assert.Equal("shown", engine.Ok("ps", "--all", "--filter", "volume=seen", "--format", "{{.Names}}"));
        engine.Ok("rm", "shown");
        engine.Ok("volume", "rm", "seen");
    }
}
