using System.Text.Json;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>push to a real registry; skopeo and podman see what was sent, under the digest that was told.</summary>
public sealed class PushTests(EngineBed bed) : EngineTest(bed)
{
    private const string Layers = "localhost/test/layers:latest";
    private const string NoTls = "--tls-verify=false";

    [Fact]
    public void The_digest_that_is_told_is_the_one_that_others_see()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.Plain(Bed, Temp);
        engine.Ok("push", "-q", NoTls, "--digestfile", Temp + "/digest", ConfigImage, registry.Name("test/config:1"));
        var digest = File.ReadAllText(Temp + "/digest");
        Assert.Matches("^sha256:[0-9a-f]{64}$", digest);
        Assert.Equal(digest, registry.Inspect("test/config:1", "{{.Digest}}"));
        using var config = JsonDocument.Parse(registry.Configuration("test/config:1"));
        Assert.Equal("/srv/data", config.RootElement.GetProperty("config").GetProperty("WorkingDir").GetString());
        string[] store = ["--root", Bed.Folder + "/p/root", "--runroot", Bed.Folder + "/p/run", "--storage-driver", "vfs"];
        string[] podman = ["podman", .. store, "--cgroup-manager", "cgroupfs", "--events-backend", "none"];
        Bed.Run([.. podman, "pull", "-q", NoTls, registry.Name("test/config:1")]).Ok();
        Assert.Equal(digest, Bed.Run([.. podman, "image", "inspect", "--format", "{{.Digest}}", registry.Name("test/config:1")]).Ok());
    }

    [Fact]
    public void Nothing_stands_on_standard_output_and_quiet_is_quiet()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.Plain(Bed, Temp);
        var result = engine.Run("push", NoTls, Image, registry.Name("test/busybox:1"));
        Assert.Equal("", result.Ok());
        Assert.Contains("Writing manifest to image destination", result.Error);
        var quiet = engine.Run("push", "-q", NoTls, Image, "docker://" + registry.Name("test/busybox:1"));
        Assert.Equal("", quiet.Ok() + quiet.Error);
    }

    [Fact]
    public void An_image_goes_to_where_its_name_says()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.Plain(Bed, Temp);
        engine.Ok("tag", Image, registry.Name("test/busybox:own"));
        engine.Ok("push", "-q", NoTls, registry.Name("test/busybox:own"));
        Assert.Matches("^sha256:", registry.Inspect("test/busybox:own", "{{.Digest}}"));
        engine.Ok("rmi", registry.Name("test/busybox:own"));
    }

    [Fact]
    public void An_image_without_a_registry_in_its_name_needs_a_destination()
    {
        NotInPodman("asks the host localhost");
        Failure.Says(Open("crun").Run("push", "-q", NoTls, Image), 125, Image, "names no registry");
    }

    [Fact]
    public void An_image_that_is_not_there_is_not_pushed() =>
        Failure.Says(Open("crun").Run("push", "-q", NoTls, "localhost:5999/not/there:1"), 125, "localhost:5999/not/there:1", "image not known");

    [Fact]
    public void A_registry_that_does_not_answer() =>
        Failure.Says(Open("crun").Run("push", "-q", NoTls, Image, "localhost:5999/test/busybox:1"), 125, "connection refused");

    [Theory]
    [InlineData("oci", "vnd.oci.image.manifest.v1+json", "vnd.oci.image.config.v1+json", "vnd.oci.image.layer.v1.tar")]
    [InlineData("v2s2", "vnd.docker.distribution.manifest.v2+json", "vnd.docker.container.image.v1+json", "vnd.docker.image.rootfs.diff.tar")]
    public void The_form_can_be_chosen(string format, string manifest, string config, string layer)
    {
        var engine = Open("crun");
        using var registry = RealRegistry.Plain(Bed, Temp);
        engine.Ok("push", "-q", NoTls, "--format", format, ConfigImage, registry.Name("test/config:1"));
        using var document = JsonDocument.Parse(registry.Manifest("test/config:1"));
        var root = document.RootElement;
        Assert.Equal("application/" + manifest, root.GetProperty("mediaType").GetString());
        Assert.Equal("application/" + config, root.GetProperty("config").GetProperty("mediaType").GetString());
        Assert.All(root.GetProperty("layers").EnumerateArray(), one => Assert.StartsWith("application/" + layer, one.GetProperty("mediaType").GetString()));
    }

    [Theory]
    [InlineData("gzip", 0x1f, 0x8b)]
    [InlineData("zstd", 0x28, 0xb5)]
    public void The_compression_can_be_chosen(string format, int first, int second)
    {
        var engine = Open("crun");
        engine.Ok("load", "-q", "-i", Repository.Image("layers"));
        using var registry = RealRegistry.Plain(Bed, Temp);
        engine.Ok("push", "-q", NoTls, "--format", "oci", "--compression-format", format, Layers, registry.Name("test/layers:1"));
        using var document = JsonDocument.Parse(registry.Manifest("test/layers:1"));
        foreach (var layer in document.RootElement.GetProperty("layers").EnumerateArray())
        {
            Assert.Equal("application/vnd.oci.image.layer.v1.tar+" + format, layer.GetProperty("mediaType").GetString());
            var bytes = File.ReadAllBytes(registry.BlobFile(layer.GetProperty("digest").GetString()!));
            Assert.Equal([(byte)first, (byte)second], bytes[..2]);
            Assert.Equal(layer.GetProperty("size").GetInt64(), bytes.Length);
        }
        engine.Ok("rmi", Layers);
        engine.Ok("pull", "-q", NoTls, registry.Name("test/layers:1"));
        Assert.Equal("two", engine.Ok("run", "--rm", "--network", "none", registry.Name("test/layers:1"), "cat", "/keep/two"));
        engine.Ok("rmi", registry.Name("test/layers:1"));
    }

    [Fact]
    public void What_the_registry_has_is_not_sent_again()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.Plain(Bed, Temp);
        registry.Fill("docker-archive:" + Repository.Image("layers"), "test/layers:1");
        engine.Ok("pull", "-q", NoTls, registry.Name("test/layers:1"));
        registry.TakeRequests();
        engine.Ok("push", "-q", NoTls, registry.Name("test/layers:1"), registry.Name("test/layers:2"));
        Assert.DoesNotContain(registry.TakeRequests(), IsSent);
        Assert.Equal(registry.Manifest("test/layers:1"), registry.Manifest("test/layers:2"));
        engine.Ok("rmi", registry.Name("test/layers:1"));
    }

    [Fact]
    public void What_was_compressed_for_a_push_is_known_to_the_next()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.Plain(Bed, Temp);
        engine.Ok("push", "-q", NoTls, ConfigImage, registry.Name("test/config:1"));
        registry.TakeRequests();
        engine.Ok("push", "-q", NoTls, ConfigImage, registry.Name("test/config:2"));
        Assert.DoesNotContain(registry.TakeRequests(), IsSent);
        Assert.Equal(registry.Manifest("test/config:1"), registry.Manifest("test/config:2"));
    }

    [Fact]
    public void What_another_repository_has_is_mounted_from_there()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.Plain(Bed, Temp);
        registry.Fill("docker-archive:" + Repository.Image("layers"), "test/layers:1");
        engine.Ok("pull", "-q", NoTls, registry.Name("test/layers:1"));
        registry.TakeRequests();
        engine.Ok("push", "-q", NoTls, registry.Name("test/layers:1"), registry.Name("test/other:1"));
        var requests = registry.TakeRequests();
        var mounts = requests.Where(line => line.StartsWith("POST /v2/test/other/blobs/uploads/?", StringComparison.Ordinal));
        Assert.Equal(3, mounts.Count(line => line.Contains("mount=") && line.Contains("from=test%2Flayers") && line.EndsWith(" 201", StringComparison.Ordinal)));
        Assert.Equal(registry.Inspect("test/layers:1", "{{.Digest}}"), registry.Inspect("test/other:1", "{{.Digest}}"));
        engine.Ok("rmi", registry.Name("test/layers:1"));
    }

    [Theory]
    [InlineData("--format=v3", "v3")]
    [InlineData("--compression-format=lzma", "lzma")]
    public void Words_that_are_none_are_refused(string option, string word)
    {
        using var registry = RealRegistry.Plain(Bed, Temp);
        Failure.Says(Open("crun").Run("push", "-q", NoTls, option, Image, registry.Name("test/busybox:1")), 125, word);
        Assert.Empty(registry.TakeRequests());
    }

    private static bool IsSent(string request) => request.StartsWith("PATCH ", StringComparison.Ordinal);
}
