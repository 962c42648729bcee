using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>--mount and --volume in their rarer types and flags, --volumes-from, mounted images, default mounts.</summary>
public sealed class MountOptionTests(EngineBed bed) : EngineTest(bed)
{
    [Theory, Runtimes]
    public void An_overlay_takes_what_is_written_and_leaves_its_source_alone(string runtime)
    {
        var engine = Open(runtime);
        TempFile("file", "of the host");
        engine.Ok("create", "--name", "over", "--network", "none", "-v", $"{Temp}:/data:O", Image, "sh", "-c", "ls /data; cat /data/file; echo new >/data/file; echo x >/data/more");
        Assert.Equal("file\nof the host", engine.Ok("start", "--attach", "over"));
        Assert.Equal("file\nof the host", engine.Ok("start", "--attach", "over"));
        Assert.Equal(["of the host"], Directory.GetFiles(Temp).Select(File.ReadAllText));
        engine.Ok("rm", "over");
    }

    [Fact]
    public void An_overlay_keeps_its_changes_where_the_caller_wants_them()
    {
        NotRootless("the upper folder's marks need root's overlay");
        var source = Directory.CreateDirectory(Path.Combine(Temp, "source")).FullName;
        var upper = Directory.CreateDirectory(Path.Combine(Temp, "upper")).FullName;
        var work = Directory.CreateDirectory(Path.Combine(Temp, "work")).FullName;
        RunIn(Open("crun"), ["-v", $"{source}:/data:O,upperdir={upper},workdir={work}"], "sh", "-c", "echo kept >/data/file").Ok();
        Assert.Equal("kept\n", File.ReadAllText(Path.Combine(upper, "file")));
        Assert.Empty(Directory.GetFiles(source));
    }

    [Theory, Runtimes]
    public void U_gives_the_source_to_the_containers_user(string runtime)
    {
        var engine = Open(runtime);
        TempFile("file", "x");
        if (TestUser.IsRootless) Bed.Run("chown", "-R", $"{TestUser.Id}:{TestUser.Id}", Temp).Ok();
        Assert.Equal("12:13\n12:13", RunIn(engine, ["-v", $"{Temp}:/data:U", "--user", "12:13"], "stat", "-c", "%u:%g", "/data", "/data/file").Ok());
        Assert.Equal("12:13", RunIn(engine, ["--mount", "type=tmpfs,dst=/data,U", "--user", "12:13"], "stat", "-c", "%u:%g", "/data").Ok());
        RunIn(engine, ["-v", $"{Temp}:/data:U"], "true").Ok();
        var refused = RunIn(engine, ["-v", "/etc:/data:U", "--user", "12:13"], "true");
        Assert.Contains("chowning host path \"/etc\" is not allowed", refused.Error);
    }

    [Theory, Runtimes]
    public void Idmap_shows_the_owners_that_were_asked_for(string runtime)
    {
        NotInPodman("4.3.1 leaves it to the runtime, and these runtimes know no such option");
        var engine = Open(runtime);
        TempFile("file", "x");
        string[] asked = ["-v", $"{Temp}:/data:idmap=uids=0-1000-10;gids=0-2000-10"];
        if (TestUser.IsRootless)
        {
            Failure.Says(RunIn(engine, asked, "true"), 125, "mount option idmap: the kernel lets only root of the host map the owners of a mount", "the option U");
            return;
        }
        Assert.Equal("1000:2000 0:0", RunIn(engine, [.. asked, "-v", $"{Temp}:/plain"], "sh", "-c", "echo $(stat -c %u:%g /data/file) $(stat -c %u:%g /plain/file)").Ok());
        foreach (var folder in new[] { Bed.Folder, engine.Folder }) File.SetUnixFileMode(folder, (UnixFileMode)0x1C9);
        string[] mapped = ["--uidmap=0:200000:5000", "-v", $"{Temp}:/data:idmap", "--mount", $"type=bind,src={Temp},dst=/relative,idmap=uids=@0-7-10;gids=@0-8-10"];
        Assert.Equal("0:0 7:8", RunIn(engine, mapped, "sh", "-c", "echo $(stat -c %u:%g /data/file) $(stat -c %u:%g /relative/file)").Ok());
        Assert.Equal("12:13", RunIn(engine, ["--user=12:13", "-v", "given:/data:idmap=uids=1000-0-100;gids=1000-0-100,U"], "sh", "-c", "stat -c %u:%g /data; touch /data/x").Ok());
        Failure.Says(RunIn(engine, ["--user=200:13", "-v", "given:/data:idmap=uids=1000-0-100;gids=1000-0-100,U"], "true"), 125, "has no id for 200:13");
        engine.Ok("volume", "rm", "given");
    }

    [Theory, Runtimes]
    public void An_image_is_mounted_read_only_or_for_this_run(string runtime)
    {
        var engine = Open(runtime);
        string[] mount = ["--mount", $"type=image,src={ConfigImage},dst=/image"];
        Assert.Equal("of the image", RunIn(engine, mount, "cat", "/image/srv/data/file").Ok());
        Assert.Contains("Read-only file system", RunIn(engine, mount, "touch", "/image/x").Error);
        RunIn(engine, [mount[0], mount[1] + ",rw=true"], "touch", "/image/x").Ok();
        if (TestedEngine.IsPodman) return;
        Assert.Equal("file", RunIn(engine, [mount[0], mount[1] + ",subpath=/srv/data"], "ls", "/image").Ok());
    }

    [Fact]
    public void An_image_that_a_container_mounts_stays()
    {
        NotInPodman("4.3 removes it");
        var engine = Open("crun");
        engine.Ok("create", "--name", "user", "--network", "none", "--mount", $"type=image,src={ConfigImage},dst=/image", Image, "cat", "/image/srv/data/file");
        Assert.Equal($"image {ConfigImage} /image false", engine.Ok("inspect", "--format", "{{with index .Mounts 0}}{{.Type}} {{.Source}} {{.Destination}} {{.RW}}{{end}}", "user"));
        var refused = engine.Run("rmi", ConfigImage);
        Assert.Equal(2, refused.Code);
        Assert.Contains("image is in use by a container", refused.Error);
        Assert.Equal("of the image", engine.Ok("start", "--attach", "user"));
        engine.Ok("rm", "user");
    }

    [Fact]
    public void An_image_is_mounted_for_the_host()
    {
        NotRootless("only inside of unshare");
        var engine = Open("crun");
        Assert.Equal("", engine.Ok("image", "mount"));
        var place = engine.Ok("image", "mount", ConfigImage);
        Assert.Equal("of the image\n", Bed.Inside(() => File.ReadAllText(place + "/srv/data/file")));
        Assert.Matches($"^{ConfigImage} +{place}$", engine.Ok("image", "mount"));
        Assert.Equal("of the image", RunIn(engine, ["--mount", $"type=image,src={ConfigImage},dst=/image"], "cat", "/image/srv/data/file").Ok());
        Assert.NotEqual("", engine.Ok("image", "mount"));
        var id = engine.Ok("image", "inspect", "--format", "{{.Id}}", ConfigImage);
        Assert.Equal(id, engine.Ok("image", "unmount", ConfigImage));
        Assert.Equal("", engine.Ok("image", "unmount", ConfigImage));
        Assert.Equal("", engine.Ok("image", "mount"));
        Assert.Contains("no-such-image: image not known", engine.Run("image", "unmount", "no-such-image").Error);
    }

    [Fact]
    public void Volumes_and_binds_of_another_container_are_shared()
    {
        var engine = Open("crun");
        TempFile("file", "of the host");
        engine.Ok("run", "--name", "lender", "--network", "none", "-v", "lent:/data", "-v", $"{Temp}:/bound:ro", Image, "sh", "-c", "echo shared >/data/file");
        Assert.Equal("shared\nof the host", RunIn(engine, ["--volumes-from", "lender"], "cat", "/data/file", "/bound/file").Ok());
        Assert.Contains("Read-only file system", RunIn(engine, ["--volumes-from", "lender:ro"], "touch", "/data/x").Error);
        Assert.Contains("looking up container \"nobody\" for volumes-from", RunIn(engine, ["--volumes-from", "nobody"], "true").Error);
        engine.Ok("rm", "lender");
        engine.Ok("volume", "rm", "lent");
    }

    [Theory, Runtimes]
    public void Memory_and_terminals_are_mounted_as_asked(string runtime)
    {
        var engine = Open(runtime);
        Assert.Contains("devpts", RunIn(engine, ["--mount", "type=devpts,dst=/pts"], "sh", "-c", "grep ' /pts ' /proc/mounts").Ok());
        if (TestedEngine.IsPodman) return;
        Assert.Contains("ramfs", RunIn(engine, ["--mount", "type=ramfs,dst=/ram"], "sh", "-c", "grep ' /ram ' /proc/mounts").Ok());
        Assert.Equal("5:6", RunIn(engine, ["--tmpfs", "/t:uid=5,gid=6"], "stat", "-c", "%u:%g", "/t").Ok());
    }

    [Fact]
    public void A_tmpfs_begins_with_the_images_files_unless_told()
    {
        var engine = Open("crun");
        string[] Run(string options) => ["run", "--rm", "--network", "none", "--image-volume=ignore", "--mount", $"type=tmpfs,dst=/srv/data{options}", "--entrypoint", "ls", ConfigImage, "/srv/data"];
        Assert.Equal("file", engine.Ok(Run("")));
        Assert.Equal("", engine.Ok(Run(",notmpcopyup")));
    }

    [Fact]
    public void A_glob_mounts_all_that_match()
    {
        NotInPodman("4.3 has no globs");
        var engine = Open("crun");
        foreach (var name in new[] { "v1a", "v1b", "v2" }) TempFile(name, name);
        Assert.Equal("v1a\nv1b", RunIn(engine, ["--mount", $"type=glob,src={Temp}/v1*,dst=/in,ro"], "ls", "/in").Ok());
        Assert.Equal("v1a", RunIn(engine, ["--mount", $"type=glob,src={Temp}/v1?"], "cat", $"{Temp}/v1a").Ok());
        Assert.Contains("no file paths matching glob", RunIn(engine, ["--mount", $"type=glob,src={Temp}/v3*"], "true").Error);
    }

    [Fact]
    public void A_part_of_a_volume_is_mounted_and_never_what_a_link_in_it_leads_to()
    {
        NotInPodman("4.3 has no subpath");
        var engine = Open("crun");
        RunIn(engine, ["-v", "parts:/data"], "sh", "-c", "mkdir -p /data/in/side; echo part >/data/in/side/file; ln -s / /data/out; ln -s in /data/link").Ok();
        Assert.Equal("part", RunIn(engine, ["--mount", "type=volume,src=parts,dst=/p,subpath=link/side"], "cat", "/p/file").Ok());
        Assert.Equal("in\nlink\nout", RunIn(engine, ["--mount", "type=volume,src=parts,dst=/p,subpath=out"], "ls", "/p").Ok());
        Assert.Contains("no such file or directory", RunIn(engine, ["--mount", "type=volume,src=parts,dst=/p,subpath=nope"], "true").Error);
        engine.Ok("volume", "rm", "parts");
    }

    [Fact]
    public void A_link_is_mounted_as_a_link_if_asked()
    {
        NotInPodman("4.3 has no no-dereference");
        File.CreateSymbolicLink(Path.Combine(Temp, "link"), "elsewhere");
        Assert.Equal(
            "elsewhere", RunIn(Open("crun"), ["--mount", $"type=bind,src={Temp}/link,dst=/made/here/link,no-dereference"], "readlink", "/made/here/link").Ok());
    }

    [Fact]
    public void What_mounts_conf_names_is_copied_into_every_container()
    {
        var engine = Open("crun");
        Directory.CreateDirectory(Path.Combine(Temp, "secrets"));
        TempFile("secrets/file", "known");
        var file = TempFile("mounts.conf", $"{Temp}/secrets:/run/secrets\n/no/such/path\n");
        engine = engine.With($"--default-mounts-file={file}");
        var result = RunIn(engine, [], "sh", "-c", "cat /run/secrets/file; echo changed >/run/secrets/file");
        Assert.Equal(("known", ""), (result.Ok(), TestedEngine.IsPodman ? "" : result.Error));
        Assert.Equal("known", File.ReadAllText(Path.Combine(Temp, "secrets/file")));
    }

    [Fact]
    public void Mounts_of_containers_conf_give_way_to_those_asked_for()
    {
        NotInPodman("4.3 has no such key");
        var (one, two) = (TempFile("one", "one"), TempFile("two", "two"));
        var file = TempFile("containers.conf", $"[containers]\nmounts=[\"type=bind,src={one},dst=/file,ro\"]\n");
        var engine = Open("crun").WithEnvironment("CONTAINERS_CONF_OVERRIDE", file);
        Assert.Equal("one", RunIn(engine, [], "cat", "/file").Ok());
        Assert.Equal("two", RunIn(engine, ["--mount", $"type=bind,src={two},dst=/file"], "cat", "/file").Ok());
        File.WriteAllText(file, "[containers]\nmounts=[\"type=bogus,dst=/x\"]\n");
        Assert.Contains("Error: parsing containers.conf mounts: invalid filesystem type \"bogus\"", RunIn(engine, [], "true").Error);
    }
}
