using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Binds, tmpfs and the root file system.</summary>
public sealed class RunStorageTests(EngineBed bed) : EngineTest(bed)
{
    [Theory]
    [Runtimes("")]
    [Runtimes(":rw")]
    public void A_bind_is_written_through(string runtime, string mode)
    {
        RunIn(Open(runtime), ["-v", $"{Temp}:/data{mode}"], "sh", "-c", "echo inside >/data/file").Ok();
        Assert.Equal("inside\n", File.ReadAllText(Path.Combine(Temp, "file")));
    }

    [Theory, Runtimes]
    public void A_read_only_bind_cannot_be_written(string runtime)
    {
        TempFile("file", "of the host");
        var result = RunIn(Open(runtime), ["-v", $"{Temp}:/data:ro"], "sh", "-c", "cat /data/file; echo inside >/data/file");
        Assert.Equal("of the host", result.Out);
        Assert.Contains("Read-only file system", result.Error);
        Assert.Equal(1, result.Code);
    }

    [Fact]
    public void A_bind_may_be_one_file_in_a_folder_that_the_image_lacks()
    {
        var file = TempFile("file", "content");
        Assert.Equal("content", RunIn(Open("crun"), ["-v", $"{file}:/not/there/yet"], "cat", "/not/there/yet").Ok());
    }

    [Fact]
    public void Several_binds_nest_in_whatever_order_they_are_given()
    {
        var inner = Directory.CreateDirectory(Path.Combine(Temp, "inner")).FullName;
        var outer = Directory.CreateDirectory(Path.Combine(Temp, "outer")).FullName;
        Directory.CreateDirectory(Path.Combine(outer, "in"));
        File.WriteAllText(Path.Combine(inner, "file"), "inner");
        var printed = RunIn(Open("crun"), ["-v", $"{inner}:/a/in", "-v", $"{outer}:/a"], "cat", "/a/in/file").Ok();
        Assert.Equal("inner", printed);
    }

    [Theory]
    [InlineData("", "rprivate")]
    [InlineData(":shared", "shared")]
    [InlineData(":rslave", "slave")]
    public void A_bind_takes_the_propagation_asked_for(string option, string expected)
    {
        // A source whose mount is shared: only then can it be passed on.
        var engine = Open("crun");
        Bed.Run("mount", "--bind", Temp, Temp).Ok();
        Bed.Run("mount", "--make-shared", Temp).Ok();
        var line = RunIn(engine, ["-v", $"{Temp}:/data{option}"], "sh", "-c", "grep ' /data ' /proc/self/mountinfo").Ok();
        Bed.Run("umount", Temp).Ok();
        var optional = line[..line.IndexOf(" - ", StringComparison.Ordinal)];
        Assert.Equal(expected == "shared", optional.Contains("shared:"));
        // In a user's mount namespace whatever comes from the host is its slave.
        Assert.Equal(expected == "slave" || (TestUser.IsRootless && expected == "shared"), optional.Contains("master:"));
    }

    [Theory, Runtimes]
    public void A_tmpfs_has_the_size_and_mode_asked_for(string runtime)
    {
        var script = "df -k /scratch | tail -1 | awk '{print $2}'; stat -c %a /scratch; grep ' /scratch ' /proc/mounts";
        var lines = RunIn(Open(runtime), ["--tmpfs", "/scratch:size=2m,mode=1770,noexec"], "sh", "-c", script).Ok().Split('\n');
        Assert.Equal("2048", lines[0]);
        Assert.Equal("1770", lines[1]);
        Assert.Contains("noexec", lines[2]);
        Assert.StartsWith("tmpfs", lines[2]);
    }

    [Fact]
    public void A_tmpfs_without_options_is_writable_and_carries_no_devices()
    {
        var line = RunIn(Open("crun"), ["--tmpfs", "/scratch"], "sh", "-c", "echo x >/scratch/x && grep ' /scratch ' /proc/mounts").Ok();
        Assert.Contains("nosuid", line);
        Assert.Contains("nodev", line);
    }

    [Theory, Runtimes]
    public void A_read_only_root_leaves_only_the_scratch_folders_writable(string runtime)
    {
        var script = "for d in / /etc /home; do touch $d/x 2>/dev/null && echo writable $d; done; for d in /tmp /run /var/tmp /dev/shm; do touch $d/x || echo sealed $d; done";
        Assert.Equal("", RunIn(Open(runtime), ["--read-only"], "sh", "-c", script).Ok());
    }

    [Theory, Runtimes]
    public void What_is_written_to_the_root_stays_in_this_container(string runtime)
    {
        var engine = Open(runtime);
        RunIn(engine, [], "sh", "-c", "rm /bin/zcat; echo new >/etc/new").Ok();
        Assert.Equal("there", RunIn(engine, [], "sh", "-c", "test -e /bin/zcat && test ! -e /etc/new && echo there").Ok());
    }

    [Fact]
    public void A_container_keeps_what_it_wrote_over_a_restart()
    {
        var engine = Open("crun");
        engine.Ok("create", "--name", "keeper", "--network", "none", Image, "sh", "-c", "echo x >>/log; cat /log");
        Assert.Equal("x", engine.Ok("start", "--attach", "keeper"));
        Assert.Equal("x\nx", engine.Ok("start", "--attach", "keeper"));
    }

    [Fact]
    public void A_volume_of_the_image_begins_with_the_images_files() => Assert.Equal(
        "of the image", Open("crun").Ok("run", "--rm", "--network", "none", "--entrypoint", "cat", ConfigImage, "/srv/data/file"));

    [Fact]
    public void Shared_memory_has_the_documented_size() =>   // podman 4.3 reads its own 65536k as thousands
        Assert.Equal(TestedEngine.IsPodman ? "64000" : "65536", RunIn(Open("crun"), [], "sh", "-c", "df -k /dev/shm | tail -1 | awk '{print $2}'").Ok());

    [Fact]
    public void The_layers_of_an_image_lie_over_one_another()
    {
        var engine = Open("crun");
        engine.Ok("load", "-i", Repository.Image("layers"));
        const string script = """
            ls -A /keep /opaque /narrow /linked; test ! -e /gone && echo gone
            cat /keep/two /opaque/above /narrow/in /narrow/new /tmp/here
            stat -c %a:%h /mode /linked/a
            """;
        var printed = engine.Ok("run", "--rm", "--network", "none", "localhost/test/layers", "sh", "-c", script);
        engine.Ok("rmi", "localhost/test/layers");
        var expected = "/keep:\ntwo\n\n/opaque:\nabove\n\n/narrow:\nin\nnew\n\n/linked:\na\nb\ngone\ntwo\nabove\nin\nnew\nhere\n604:1\n644:2";
        Assert.Equal(expected.Split('\n').Order(), printed.Split('\n').Order());
    }

    [Fact]
    public void A_folder_that_a_layer_only_implies_keeps_the_mode_from_below()
    {
        NotInPodman("gives such a folder mode 755");
        var engine = Open("crun");
        engine.Ok("load", "-i", Repository.Image("layers"));
        var printed = engine.Ok("run", "--rm", "--network", "none", "localhost/test/layers", "stat", "-c", "%a", "/tmp", "/narrow");
        engine.Ok("rmi", "localhost/test/layers");
        Assert.Equal("1777\n710", printed);
    }
}
