using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>commit, export and import, diff, history and image tree.</summary>
public sealed class CommitTests(EngineBed bed) : EngineTest(bed)
{
    // Changes of every kind: new, copied up, removed, emptied, replaced, in directories that the layer must repeat.
    private const string Change = """
        echo new >/root/new; mkdir -p /deep/er/est; echo x >/deep/er/est/f; chmod 1777 /deep/er
        echo changed >>/etc/passwd; rm /etc/group; rm -rf /home; mkdir /home; echo own >/home/own; chmod 4755 /root/new; chown 5:6 /root/new
        ln /root/new /root/hard; ln -s new /root/link; mkfifo /root/pipe
        """;

    private const string Show = "ls -lnR /root /deep /home /etc | grep -v -e '^total' -e hosts -e hostname -e resolv.conf; cat /root/new /etc/passwd /home/own /deep/er/est/f; stat -c '%n %a %u:%g' / /deep/er /etc /tmp";

    private static string Changed(TestedEngine engine) => engine.Ok("run", "-d", "--network", "none", Image, "sh", "-c", Change + "\ntouch /ready; sleep 1000");

    private static void AwaitReady(TestedEngine engine, string id) =>
        Eventually.Holds("the changes are made", () => engine.Run("exec", id, "test", "-e", "/ready").Code == 0);

    private static string ShowIn(TestedEngine engine, string image) => engine.Ok("run", "--rm", "--network", "none", image, "sh", "-c", Show);

    [Theory, Runtimes]
    public void An_image_of_a_container_has_all_that_the_container_had(string runtime)
    {
        var engine = Open(runtime);
        var id = Changed(engine);
        AwaitReady(engine, id);
        var before = engine.Ok("exec", id, "sh", "-c", Show);
        var image = engine.Run("commit", "-q", id, "test/committed").Ok().Split('\n')[^1];
        Assert.Matches("^[0-9a-f]{64}$", image);
        Assert.Equal(before, ShowIn(engine, "test/committed"));
        Assert.Equal(1, engine.Run("run", "--rm", "--network", "none", image, "test", "-e", "/etc/group").Code);
        var squashed = engine.Run("commit", "-q", "--squash", id).Ok();
        Assert.Equal(before, ShowIn(engine, squashed));
        engine.Ok("rm", "-f", "-t", "0", id);
        engine.Ok("rmi", image, squashed);
    }

    [Fact]
    public void An_export_imported_again_is_the_same_tree()
    {
        var engine = Open("crun");
        var id = Changed(engine);
        AwaitReady(engine, id);
        var before = engine.Ok("exec", id, "sh", "-c", Show);
        var tar = Bed.Inside(() => Path.Combine(Directory.CreateDirectory(engine.TemporaryFolder).FullName, "export.tar"));
        engine.Ok("export", "-o", tar, id);
        var image = engine.Ok("import", "-q", tar).Split('\n')[^1];
        Assert.Equal(before, ShowIn(engine, image));
        Bed.Inside(() =>
        {
            File.Delete(tar);
            return true;
        });
        engine.Ok("rm", "-f", "-t", "0", id);
        engine.Ok("rmi", image);
        Failure.Says(engine.Run("export", "-o", "/tmp/a:b", id), 125, "invalid filename (should not contain ':') \"/tmp/a:b\"");
        Failure.Says(engine.Run("export", "nosuch"), 125, "no container with name or ID \"nosuch\" found: no such container");
    }

    [Fact]
    public void Options_of_commit_are_seen_in_the_image()
    {
        var engine = Open("crun");
        var id = engine.Ok("create", "--network", "none", "--env", "A=1", Image, "true");
        Failure.Says(engine.Run("commit", "-m", "message", id, "test/opts"), 125, "messages are only compatible with the docker image format (-f docker)");
        var file = Path.Combine(engine.TemporaryFolder, "iid");
        Bed.Inside(() => Directory.CreateDirectory(engine.TemporaryFolder));
        engine.Ok(
            "commit", "-q", "-f", "docker", "-m", "message", "--author", "me", "--iidfile", file, "--change", "CMD ls", "--change", "EXPOSE 80", "--change", "ENV B=2",
            "--change", "LABEL k=v", "--change", "USER 7", "--change", "WORKDIR /srv", "--change", "VOLUME /v", "--change", "ENTRYPOINT [\"/bin/sh\"]", id, "test/opts");
        var iid = Bed.Inside(() =>
        {
            var text = File.ReadAllText(file);
            File.Delete(file);
            return text;
        });
        const string format = "{{.Id}}|{{.Author}}|{{.Comment}}|{{.Config.Cmd}}|{{.Config.ExposedPorts}}|{{.Config.Labels}}|{{.Config.User}}|{{.Config.WorkingDir}}|{{.Config.Volumes}}|{{.Config.Entrypoint}}|{{.ManifestType}}";
        Assert.Equal(
            $"{iid}|me|message|[/bin/sh -c ls]|map[80/tcp:{{}}]|map[k:v]|7|/srv|map[/v:{{}}]|[/bin/sh]|application/vnd.docker.distribution.manifest.v2+json",
            engine.Ok("image", "inspect", "--format", format, "test/opts"));
        Assert.Contains("A=1", engine.Ok("image", "inspect", "--format", "{{.Config.Env}}", "test/opts"));
        Assert.Contains("B=2", engine.Ok("image", "inspect", "--format", "{{.Config.Env}}", "test/opts"));
        Failure.Says(engine.Run("commit", "-q", "--change", "NONSENSE x", id), 125, "NONSENSE");
        engine.Ok("rm", id);
        engine.Ok("rmi", "test/opts");
    }

    [Fact]
    public void Pausing_for_a_commit_leaves_the_container_running()
    {
        NotRootless("a user's containers have no cgroup here");
        var engine = Open("runc");
        var id = engine.Ok("run", "-d", "--network", "none", Image, "sleep", "1000");
        var image = engine.Run("commit", "-q", "--pause", id).Ok();
        Assert.Equal("running", engine.Ok("inspect", "--format", "{{.State.Status}}", id));
        engine.Ok("pause", id);
        engine.Ok("rmi", engine.Run("commit", "-q", "--author", "x", id).Ok());
        Assert.Equal("paused", engine.Ok("inspect", "--format", "{{.State.Status}}", id));
        engine.Ok("rm", "-f", "-t", "0", id);
        engine.Ok("rmi", image);
    }

    [Fact]
    public void Diff_tells_what_was_added_changed_and_deleted()
    {
        var engine = Open("crun");
        var id = engine.Ok("create", "--network", "none", Image, "sh", "-c", "mkdir -p /new/dir; touch /new/dir/f; rm /etc/group; echo x >>/etc/passwd");
        engine.Ok("start", "-a", id);
        var lines = engine.Run("diff", id).Ok().Split('\n');
        Assert.Equal(["C /etc", "D /etc/group", "C /etc/passwd", "A /new", "A /new/dir", "A /new/dir/f"], lines.OrderBy(line => line[2..], StringComparer.Ordinal));
        Assert.Matches("""(?s)^\{\s+"changed": \[\s+"/etc",\s+"/etc/passwd"\s+\],\s+"added": \[\s+"/new",\s+"/new/dir",\s+"/new/dir/f"\s+\],\s+"deleted": \[\s+"/etc/group"\s+\]\s+\}$""", engine.Ok("diff", "--format", "json", id));
        Failure.Says(engine.Run("diff", "--format", "x", id), 125, "only supported value for '--format' is 'json'");
        Assert.Contains("A /bin/busybox", engine.Ok("image", "diff", Image));
        engine.Ok("commit", "-q", id, "test/diff");
        Assert.Contains("A /new/dir/f", engine.Ok("image", "diff", "test/diff"));
        Assert.DoesNotContain("/bin", engine.Ok("image", "diff", "test/diff"));
        Assert.Contains("D /new", engine.Ok("diff", Image, "test/diff"));
        Assert.Contains("A /new/dir/f", engine.Ok("diff", id, Image));
        engine.Ok("rm", id);
        engine.Ok("rmi", "test/diff");
    }

    [Fact]
    public void History_and_tree_show_the_new_layer_on_the_old()
    {
        var engine = Open("crun");
        var id = engine.Ok("create", "--network", "none", Image, "true");
        var image = engine.Run("commit", "-q", id, "test/history").Ok();
        var below = engine.Ok("image", "inspect", "--format", "{{.Id}}", Image);
        Assert.Equal([image[..12], below[..12]], engine.Run("history", "-q", "test/history").Lines);
        Assert.Equal(image, engine.Run("history", "-q", "--no-trunc", "test/history").Lines[0]);
        Assert.Matches(@"^ID +CREATED +CREATED BY +SIZE +COMMENT", engine.Ok("history", "test/history"));
        Assert.Matches(@"[0-9]T[0-9:]+Z", engine.Ok("image", "history", "--human=false", "test/history"));
        Assert.StartsWith($"[{{\"id\":\"{image}\",\"created\":\"", engine.Ok("history", "--format", "json", "test/history"));
        var tree = engine.Ok("image", "tree", "test/history");
        Assert.Matches($"""(?s)^Image ID: {image[..12]}\nTags: +\[localhost/test/history:latest\]\nSize: .*\nImage Layers\n├── +ID: .*Top Layer of: \[{Image}\]\n└── +ID: .*Top Layer of: \[localhost/test/history:latest\]""", tree);
        Assert.Contains("Top Layer of: [localhost/test/history:latest]", engine.Ok("image", "tree", "--whatrequires", Image));
        engine.Ok("rm", id);
        engine.Ok("rmi", "test/history");
    }
}
