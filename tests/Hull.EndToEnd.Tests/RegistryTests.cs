using System.Text.RegularExpressions;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>pull, and run of what is missing, from a real registry.</summary>
public sealed class RegistryTests(EngineBed bed) : EngineTest(bed)
{
    private const string Path = "test/layers:1";
    private const string NoTls = "--tls-verify=false";

    [Fact]
    public void What_is_pushed_can_be_pulled_again_and_is_the_same_image()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.Plain(Bed, Temp);
        engine.Ok("load", "-i", Repository.Image("layers"));
        var id = Id(engine, "localhost/test/layers");
        engine.Ok("push", NoTls, "localhost/test/layers", registry.Name(Path));
        engine.Ok("rmi", "localhost/test/layers");
        Assert.Equal(id, engine.Ok("pull", NoTls, registry.Name(Path)));
        Assert.Equal("two\nabove\nin", Shown(engine, registry.Name(Path), "/keep/two", "/opaque/above", "/narrow/in"));
        engine.Ok("rmi", registry.Name(Path));
    }

    [Fact]
    public void Plain_http_is_refused_unless_it_is_allowed()
    {
        var engine = Open("crun");
        using var registry = Filled();
        Failure.Says(engine.Run("pull", "-q", registry.Name(Path)), 125, "http: server gave HTTP response to HTTPS client");
        Failure.Says(engine.Run("push", "-q", Image, registry.Name("test/other")), 125, "http: server gave HTTP response to HTTPS client");
        Assert.Equal("", engine.Ok("images", "-q", registry.Name(Path)));
        var configuration = Insecure(registry);
        engine.WithEnvironment("CONTAINERS_REGISTRIES_CONF", configuration).Ok("pull", registry.Name(Path));
        // The command line goes before the file.
        var strict = engine.WithEnvironment("CONTAINERS_REGISTRIES_CONF", configuration).Run("pull", "-q", "--tls-verify", registry.Name(Path));
        Failure.Says(strict, 125, "http: server gave HTTP response to HTTPS client");
        engine.Ok("rmi", registry.Name(Path));
    }

    [Theory]
    [InlineData("oci", "gzip")]
    [InlineData("oci", "zstd")]
    [InlineData("v2s2", "gzip")]
    public void Pulls_what_skopeo_pushed(string format, string compression)
    {
        var engine = Open("crun");
        using var registry = RealRegistry.Plain(Bed, Temp);
        registry.Fill("docker-archive:" + Repository.Image("layers"), Path, "--format", format, "--dest-compress-format", compression);
        engine.Ok("pull", NoTls, registry.Name(Path));
        Assert.Equal("two\nabove\nin", Shown(engine, registry.Name(Path), "/keep/two", "/opaque/above", "/narrow/in"));
        Assert.Equal(registry.Inspect(Path, "{{.Digest}}"), engine.Ok("image", "inspect", "--format", "{{.Digest}}", registry.Name(Path)));
        engine.Ok("rmi", registry.Name(Path));
    }

    [Fact]
    public void Prints_the_id_to_standard_output_and_the_rest_to_standard_error()
    {
        var engine = Open("crun");
        using var registry = Filled();
        var result = engine.Run("pull", NoTls, registry.Name(Path));
        Assert.Matches("^[0-9a-f]{64}$", result.Ok());
        Assert.StartsWith($"Trying to pull {registry.Name(Path)}...\n", result.Error);
        var quiet = engine.Run("pull", "-q", NoTls, registry.Name(Path));
        Assert.Equal(result.Text, quiet.Ok());
        Assert.Equal("", quiet.Error);
        engine.Ok("rmi", registry.Name(Path));
    }

    [Fact]
    public void A_digest_can_be_asked_for_and_is_shown()
    {
        var engine = Open("crun");
        using var registry = Filled();
        var digest = registry.Inspect(Path, "{{.Digest}}");
        var name = registry.Name("test/layers@" + digest);
        var id = engine.Ok("pull", "-q", NoTls, name);
        Assert.Equal(id, Id(engine, name));
        Assert.Equal(digest, engine.Ok("image", "inspect", "--format", "{{.Digest}}", name));
        Assert.Equal($"[\"{name}\"]", engine.Ok("image", "inspect", "--format", "{{json .RepoDigests}}", name));
        var rows = engine.Ok("images", "--digests").Split('\n');
        var row = rows.Single(line => line.StartsWith(registry.Name("test/layers") + " ", StringComparison.Ordinal));
        Assert.Contains(" <none> ", row);
        Assert.Contains($" {digest} ", row);
        Assert.Equal("ok", engine.Ok("run", "--rm", "--network", "none", name, "echo", "ok"));
        engine.Ok("rmi", id);
    }

    [Fact]
    public void A_digest_that_is_not_there_is_refused()
    {
        var engine = Open("crun");
        using var registry = Filled();
        Failure.Says(engine.Run("pull", "-q", NoTls, registry.Name("test/layers@sha256:" + new string('0', 64))), 125, "manifest unknown");
    }

    [Fact]
    public void What_is_here_is_not_fetched_again()
    {
        var engine = Open("crun");
        using var registry = Filled();
        engine.Ok("pull", NoTls, registry.Name(Path));
        Assert.Contains(registry.TakeRequests(), IsBlob);
        engine.Ok("pull", NoTls, registry.Name(Path));
        var again = registry.TakeRequests();
        Assert.Contains("GET /v2/test/layers/manifests/1 200", again);
        // The configuration is small, and may be asked for again; no layer is.
        Assert.InRange(again.Count(IsBlob), 0, 1);
        registry.Fill("docker-archive:" + Repository.Image("layers"), "test/elsewhere:1");
        registry.TakeRequests();
        engine.Ok("pull", NoTls, registry.Name("test/elsewhere:1"));
        Assert.InRange(registry.TakeRequests().Count(IsBlob), 0, 1);
        engine.Ok("rmi", registry.Name(Path), registry.Name("test/elsewhere:1"));

        static bool IsBlob(string line) => line.StartsWith("GET ", StringComparison.Ordinal) && line.Contains("/blobs/");
    }

    [Theory]
    [InlineData("linux/amd64", "--platform", "linux/amd64")]
    [InlineData("linux/arm64", "--platform", "linux/arm64")]
    [InlineData("linux/arm64", "--arch", "arm64")]
    [InlineData("linux/arm64", "--arch=arm64", "--os=linux")]
    [InlineData("linux/arm/v6", "--platform", "linux/arm/v6")]
    public void A_platform_is_chosen_from_a_list(string platform, params string[] options)
    {
        var engine = Open("crun");
        using var registry = RealRegistry.Plain(Bed, Temp);
        registry.Fill(ImageLayout.Write(Temp + "/layout", "linux/arm/v7", "linux/arm/v6", "linux/arm64", "linux/amd64"), "test/list:1", "--all");
        var id = engine.Ok(["pull", "-q", NoTls, .. options, registry.Name("test/list:1")]);
        engine.Ok("save", "-o", Temp + "/saved", id);
        Assert.Contains(platform, File.ReadAllText(Temp + "/saved"));
        engine.Ok("rmi", id);
    }

    [Fact]
    public void An_image_for_another_platform_is_pulled_and_warned_of()
    {
        var engine = Open("crun");
        using var registry = Filled();
        var result = engine.Run("pull", "-q", NoTls, "--platform", "linux/s390x", registry.Name(Path));
        Assert.Equal(0, result.Code);
        Assert.Contains("WARNING: image platform (linux/", result.Error);
        Assert.Contains(") does not match the expected platform (linux/s390x)", result.Error);
        engine.Ok("rmi", registry.Name(Path));
    }

    [Fact]
    public void A_list_without_the_platform_is_refused()
    {
        var engine = Open("crun");
        using var registry = RealRegistry.Plain(Bed, Temp);
        registry.Fill(ImageLayout.Write(Temp + "/layout", "linux/arm64", "linux/amd64"), "test/list:1", "--all");
        var result = engine.Run("pull", "-q", NoTls, "--platform", "linux/s390x", registry.Name("test/list:1"));
        Failure.Says(result, 125, "choosing an image from manifest list", "no image found in", "s390x");
        Assert.Equal("", engine.Ok("images", "-q", registry.Name("test/list:1")));
    }

    [Fact]
    public void All_tags_of_a_repository()
    {
        // Podman does not hand --tls-verify on with --all-tags.
        using var registry = Filled();
        var engine = Open("crun").WithEnvironment("CONTAINERS_REGISTRIES_CONF", Insecure(registry));
        registry.Fill(ImageLayout.Write(Temp + "/layout", "linux/amd64"), "test/layers:2");
        var ids = engine.Ok("pull", "-q", "--all-tags", registry.Name("test/layers")).Split('\n');
        Assert.Equal(2, ids.Distinct().Count());
        Assert.Equal(["1", "2"], engine.Ok("images", "--format", "{{.Tag}}", registry.Name("test/layers")).Split('\n').Order());
        engine.Ok("rmi", registry.Name(Path), registry.Name("test/layers:2"));
        // Podman takes the tag for no more than an example.
        if (TestedEngine.IsPodman) return;
        Failure.Says(engine.Run("pull", "-q", "--all-tags", registry.Name(Path)), 125, "tag can't be used with --all-tags/-a");
    }

    [Fact]
    public void Errors_name_what_is_missing_and_leave_nothing()
    {
        var engine = Open("crun");
        using var registry = Filled();
        Failure.Says(engine.Run("pull", "-q", NoTls, registry.Name("test/layers:none")), 125, registry.Name("test/layers"), "manifest unknown");
        Failure.Says(engine.Run("pull", "-q", NoTls, registry.Name("test/nothing:1")), 125, registry.Name("test/nothing"), "unknown");
        Failure.Says(engine.Run("pull", "-q", NoTls, "localhost:5999/test/nothing:1"), 125, "localhost:5999/test/nothing:1", "connection refused");
        Failure.Says(engine.Run("run", "-q", "--rm", NoTls, registry.Name("test/nothing:1"), "true"), 125, "unknown");
        Assert.Equal(2, engine.Ok("images", "-q").Split('\n').Length);
        Assert.Equal("", engine.Ok("ps", "-aq"));
    }

    [Fact]
    public void Run_pulls_what_is_missing()
    {
        var engine = Open("crun");
        using var registry = Filled();
        var result = engine.Run("run", "--rm", "--network", "none", NoTls, registry.Name(Path), "cat", "/keep/two");
        Assert.Equal("two", result.Ok());
        Assert.Contains($"Trying to pull {registry.Name(Path)}...", result.Error);
        registry.TakeRequests();
        Assert.Equal("two", engine.Ok("run", "--rm", "--network", "none", NoTls, registry.Name(Path), "cat", "/keep/two"));
        Assert.Empty(registry.TakeRequests());
        engine.Ok("rmi", registry.Name(Path));
    }

    [Fact]
    public void The_policy_decides_what_run_takes()
    {
        var engine = Open("crun");
        using var registry = Filled();
        var second = ImageLayout.Write(Temp + "/layout", "linux/amd64");
        Failure.Says(engine.Run("create", "-q", NoTls, "--pull", "never", registry.Name(Path)), 125, registry.Name(Path));
        Failure.Says(engine.Run("create", "-q", NoTls, "--pull", "sometimes", registry.Name(Path)), 125, "sometimes");
        var old = Taken("missing");
        registry.Fill(second, Path);
        Assert.Equal(old, Taken("never"));
        Assert.Equal(old, Taken("missing"));
        var now = Taken("newer");
        Assert.NotEqual(old, now);
        registry.TakeRequests();
        Assert.Equal(now, Taken("newer"));
        Assert.DoesNotContain(registry.TakeRequests(), line => line.Contains("/blobs/"));
        registry.Fill("docker-archive:" + Repository.Image("layers"), Path);
        Assert.Equal(old, Taken("always"));
        engine.Ok("rmi", old, now);

        string Taken(string policy)
        {
            var container = engine.Ok("create", "-q", "--network", "none", NoTls, "--pull", policy, registry.Name(Path), "/none");
            var image = engine.Ok("inspect", "--format", "{{.Image}}", container);
            engine.Ok("rm", container);
            return image;
        }
    }

    [Fact]
    public void Newer_takes_what_is_here_when_nobody_answers()
    {
        var engine = Open("crun");
        engine.Ok("tag", Image, "localhost:5999/test/busybox:1");
        Assert.Equal("ok", engine.Ok("run", "--rm", "--network", "none", NoTls, "--pull", "newer", "localhost:5999/test/busybox:1", "echo", "ok"));
        engine.Ok("rmi", "localhost:5999/test/busybox:1");
    }

    [Fact]
    public void A_short_name_is_looked_for_where_the_file_says()
    {
        var engine = Open("crun");
        using var registry = Filled();
        var configuration = TempFile("registries.conf", $"""
            unqualified-search-registries = ["{registry.Address}"]
            [[registry]]
            location = "{registry.Address}"
            insecure = true
            [aliases]
            "alias/of/it" = "{registry.Name("test/layers")}"

            """);
        var configured = engine.WithEnvironment("CONTAINERS_REGISTRIES_CONF", configuration);
        var id = configured.Ok("pull", "-q", "test/layers:1");
        string[] named = ["--format", "{{.Repository}}:{{.Tag}}", "--filter", "reference=" + registry.Name(Path)];
        Assert.Equal(registry.Name(Path), configured.Ok(["images", .. named]));
        configured.Ok("rmi", registry.Name(Path));
        Assert.Equal(id, configured.Ok("pull", "-q", "alias/of/it:1"));
        configured.Ok("rmi", registry.Name(Path));
        Failure.Says(configured.Run("pull", "-q", "not/there:1"), 125, registry.Name("not/there:1"));
    }

    [Fact]
    public void A_blocked_registry_is_not_asked()
    {
        var engine = Open("crun");
        using var registry = Filled();
        registry.TakeRequests();
        var configuration = TempFile("registries.conf", $"[[registry]]\nlocation = \"{registry.Address}\"\ninsecure = true\nblocked = true\n");
        var result = engine.WithEnvironment("CONTAINERS_REGISTRIES_CONF", configuration).Run("pull", "-q", registry.Name(Path));
        Failure.Says(result, 125, registry.Address, "is blocked in");
        Assert.Empty(registry.TakeRequests());
    }

    [Fact]
    public void A_prefix_can_be_kept_elsewhere()
    {
        var engine = Open("crun");
        using var registry = Filled();
        var configuration = TempFile("registries.conf", $"""
            [[registry]]
            prefix = "example.test/team"
            location = "{registry.Name("test")}"
            insecure = true

            """);
        engine.WithEnvironment("CONTAINERS_REGISTRIES_CONF", configuration).Ok("pull", "example.test/team/layers:1");
        Assert.Equal("two", engine.Ok("run", "--rm", "--network", "none", "example.test/team/layers:1", "cat", "/keep/two"));
        engine.Ok("rmi", "example.test/team/layers:1");
    }

    [Fact]
    public void A_layer_that_was_changed_on_the_registry_is_refused()
    {
        var engine = Open("crun");
        using var registry = Filled();
        var digest = Regex.Matches(registry.Manifest(Path), "sha256:[0-9a-f]{64}").Last().Value;
        var blob = registry.BlobFile(digest);
        var bytes = File.ReadAllBytes(blob);
        bytes[^1] ^= 1;
        File.WriteAllBytes(blob, bytes);
        Failure.Says(engine.Run("pull", "-q", NoTls, registry.Name(Path)), 125, TestedEngine.IsPodman ? "" : digest);
        Assert.Equal("", engine.Ok("images", "-q", registry.Name(Path)));
        // Nothing of it stands in the way of the next pull.
        bytes[^1] ^= 1;
        File.WriteAllBytes(blob, bytes);
        engine.Ok("pull", "-q", NoTls, registry.Name(Path));
        Assert.Equal("two", engine.Ok("run", "--rm", "--network", "none", registry.Name(Path), "cat", "/keep/two"));
        engine.Ok("rmi", registry.Name(Path));
    }

    private RealRegistry Filled()
    {
        var registry = RealRegistry.Plain(Bed, Temp);
        registry.Fill("docker-archive:" + Repository.Image("layers"), Path);
        return registry;
    }

    private string Insecure(RealRegistry registry) =>
        TempFile("registries.conf", $"[[registry]]\nlocation = \"{registry.Address}\"\ninsecure = true\n");

    private static string Shown(TestedEngine engine, string image, params string[] files) =>
        engine.Ok(["run", "--rm", "--network", "none", image, "cat", .. files]);

    private static string Id(TestedEngine engine, string name) => engine.Ok("image", "inspect", "--format", "{{.Id}}", name);
}
