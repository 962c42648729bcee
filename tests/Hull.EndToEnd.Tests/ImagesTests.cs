using System.Text.Json;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>images, tag, rmi and inspect of images.</summary>
public sealed class ImagesTests(EngineBed bed) : EngineTest(bed)
{
    [Fact]
    public void The_table_has_podmans_columns()
    {
        var lines = Open("crun").Run("images").Lines;
        Assert.Matches(@"^REPOSITORY +TAG +IMAGE ID +CREATED +SIZE$", lines[0].TrimEnd());
        var row = lines.Single(line => line.StartsWith("localhost/test/busybox ", StringComparison.Ordinal));
        Assert.Matches(@"^localhost/test/busybox +latest +[0-9a-f]{12} +.* ago +[\d.]+ MB$", row.TrimEnd());
    }

    [Fact]
    public void Digests_can_be_shown()
    {
        var lines = Open("crun").Run("images", "--digests").Lines;
        Assert.Matches(@"^REPOSITORY +TAG +DIGEST +IMAGE ID +CREATED +SIZE$", lines[0].TrimEnd());
        Assert.All(lines[1..], line => Assert.Contains("sha256:", line));
    }

    [Fact]
    public void Ids_come_short_or_whole()
    {
        var engine = Open("crun");
        Assert.Matches("^[0-9a-f]{12}$", engine.Ok("images", "-q", "localhost/test/busybox"));
        Assert.Matches("^sha256:[0-9a-f]{64}$", engine.Ok("images", "-q", "--no-trunc", "localhost/test/busybox"));
    }

    [Theory]
    [InlineData("localhost/test/busybox", "localhost/test/busybox:latest")]
    [InlineData("localhost/test/busybox:latest", "localhost/test/busybox:latest")]
    [InlineData("busybox", "localhost/test/busybox:latest")]
    [InlineData("localhost/test/not-there", "")]
    public void Can_be_narrowed_by_a_name(string name, string expected) =>
        Assert.Equal(expected, Open("crun").Ok("images", "--format", "{{.Repository}}:{{.Tag}}", name));

    [Theory]
    [InlineData("reference=localhost/test/con*", "localhost/test/config")]
    [InlineData("label=maker=test", "localhost/test/config")]
    [InlineData("label=maker", "localhost/test/config")]
    [InlineData("dangling=true", "")]
    [InlineData("before=localhost/test/not-there", null)]
    public void Filters(string filter, string? expected)
    {
        var result = Open("crun").Run("images", "--filter", filter, "--format", "{{.Repository}}");
        if (expected is null) Failure.IsOneLine(result);
        else Assert.Equal(expected, result.Ok());
    }

    [Fact]
    public void Json_is_an_array_with_podmans_keys()
    {
        using var document = JsonDocument.Parse(Open("crun").Ok("images", "--format", "json"));
        Assert.Equal(2, document.RootElement.GetArrayLength());
        string[] wanted = ["Id", "ParentId", "RepoTags", "RepoDigests", "Size", "SharedSize", "VirtualSize", "Labels", "Containers", "Names", "Digest", "Created", "CreatedAt"];
        foreach (var one in document.RootElement.EnumerateArray())
        {
            // History and others come with some images only.
            Assert.Empty(wanted.Except(one.EnumerateObject().Select(property => property.Name)).Except(["RepoTags", "Digest"]));
        }
    }

    [Fact]
    public void A_tag_is_another_name_for_the_same_image()
    {
        var engine = Open("crun");
        engine.Ok("tag", Image, "localhost/other/name:v1");
        Assert.Equal(engine.Ok("images", "-q", Image), engine.Ok("images", "-q", "localhost/other/name:v1"));
        Assert.Equal("ok", engine.Ok("run", "--rm", "--network", "none", "localhost/other/name:v1", "echo", "ok"));
        Assert.Contains("Untagged: localhost/other/name:v1", engine.Ok("rmi", "localhost/other/name:v1"));
        Assert.NotEqual("", engine.Ok("images", "-q", Image));
    }

    [Theory]
    [InlineData("short", "localhost/short:latest")]
    [InlineData("localhost/a/b", "localhost/a/b:latest")]
    [InlineData("example.com:5000/a/b:c", "example.com:5000/a/b:c")]
    public void A_tag_is_completed(string name, string expected)
    {
        var engine = Open("crun");
        engine.Ok("tag", Image, name);
        Assert.Contains(expected, engine.Ok("images", "--format", "{{.Repository}}:{{.Tag}}").Split('\n'));
        engine.Ok("rmi", name);
    }

    [Fact]
    public void Removing_the_last_name_removes_the_image()
    {
        var engine = Open("crun");
        engine.Ok("load", "-i", Repository.Image("layers"));
        var id = engine.Ok("images", "-q", "--no-trunc", "localhost/test/layers")["sha256:".Length..];
        var printed = engine.Ok("rmi", "localhost/test/layers").Split('\n');
        Assert.Contains("Untagged: localhost/test/layers:latest", printed);
        Assert.Contains("Deleted: " + id, printed);
        // What both images share is still there.
        Assert.Equal("ok", engine.Ok("run", "--rm", "--network", "none", Image, "echo", "ok"));
    }

    [Fact]
    public void An_image_in_use_is_kept_unless_forced()
    {
        var engine = Open("crun");
        engine.Ok("load", "-i", Repository.Image("layers"));
        var container = engine.Ok("create", "--network", "none", "localhost/test/layers", "true");
        var refused = engine.Run("rmi", "localhost/test/layers");
        Assert.Equal(2, refused.Code);
        Assert.Contains("in use by a container", refused.Error);
        Assert.Contains(container[..12], refused.Error);
        engine.Ok("rmi", "-f", "localhost/test/layers");
        Assert.Equal("", engine.Ok("ps", "-aq"));
    }

    [Fact]
    public void An_image_that_is_not_there_cannot_be_removed()
    {
        var result = Open("crun").Run("rmi", "localhost/not/there");
        Assert.Equal(1, result.Code);
        Assert.Contains("image not known", result.Error);
        Failure.IsOneLine(result);
    }

    [Fact]
    public void An_image_is_found_by_id_and_by_short_name()
    {
        var engine = Open("crun");
        var id = engine.Ok("images", "-q", "--no-trunc", Image)["sha256:".Length..];
        foreach (var key in new[] { id, id[..12], "sha256:" + id, "localhost/test/busybox", "test/busybox" })
        {
            Assert.Equal(id, engine.Ok("image", "inspect", "--format", "{{.Id}}", key));
        }
    }

    [Theory]
    [InlineData("{{.Config.User}}", "tester")]
    [InlineData("{{.Config.WorkingDir}}", "/srv/data")]
    [InlineData("{{json .Config.Entrypoint}}", "[\"/bin/echo\",\"entry\"]")]
    [InlineData("{{json .Config.Cmd}}", "[\"of\",\"image\"]")]
    [InlineData("{{.Config.StopSignal}}", "SIGUSR1")]
    [InlineData("{{index .Config.Labels \"two words\"}}", "a b")]
    [InlineData("{{.Architecture}}/{{.Os}}", "amd64/linux")]
    [InlineData("{{len .RootFS.Layers}}", "2")]
    [InlineData("{{json .RepoTags}}", "[\"localhost/test/config:latest\"]")]
    [InlineData("{{json .Config.Volumes}}", "{\"/srv/data\":{}}")]
    [InlineData("{{json .Config.ExposedPorts}}", "{\"8080/tcp\":{}}")]
    public void Inspect_shows_the_configuration(string format, string expected) =>
        Assert.Equal(expected, Open("crun").Ok("image", "inspect", "--format", format, ConfigImage));

    [Fact]
    public void Inspect_finds_containers_first_and_images_then()
    {
        var engine = Open("crun");
        engine.Ok("create", "--name", "busybox", "--network", "none", Image, "true");
        Assert.Equal("busybox", engine.Ok("inspect", "--format", "{{.Name}}", "busybox"));
        Assert.Equal("sh", engine.Ok("inspect", "--type", "image", "--format", "{{index .Config.Cmd 0}}", "busybox").Split('/')[^1]);
        Failure.Says(engine.Run("inspect", "not-there"), 125, "not-there");
    }
}
