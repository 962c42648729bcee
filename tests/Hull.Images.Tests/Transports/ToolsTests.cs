using System.Text.Json;
using Hull.Images.Tests.Store;
using Hull.Images.Transports;
using Hull.Oci;

namespace Hull.Images.Tests.Transports;

/// <summary>What Hull writes is read by the ecosystem's own tools, and the other way round, with equal digests.</summary>
public class ToolsTests
{
    private static readonly byte[] _base = TestImage.Tar(("./", ""), ("./bin/", ""), ("./bin/x", "program"), ("./etc/", ""));
    private static readonly byte[] _top = TestImage.Tar(("etc/y", "text"));

    [Theory]
    [InlineData(SaveFormat.OciArchive, "oci-archive")]
    [InlineData(SaveFormat.OciDirectory, "oci")]
    [InlineData(SaveFormat.DockerArchive, "docker-archive")]
    [InlineData(SaveFormat.DockerDirectory, "dir")]
    public async Task Skopeo_reads_what_hull_saves(SaveFormat format, string transport)
    {
        Tool.Require("skopeo");
        using var test = new TestStore();
        var image = await ImageIngestTests.AddAsync(test.Images, new TestImage(TestImage.Gzip(_base), TestImage.Zstd(_top)), "quay.io/x:1");
        await new SaveImages(test.Images).ToPathAsync([Saved(image)], format, test["out"], default);
        Assert.Equal(image.ConfigBytes.ToArray(), System.Text.Encoding.UTF8.GetBytes(Tool.Run("skopeo", "inspect", "--config", "--raw", $"{transport}:{test["out"]}")));
        var manifest = System.Text.Encoding.UTF8.GetBytes(Tool.Run("skopeo", "inspect", "--raw", $"{transport}:{test["out"]}"));
        if (format is SaveFormat.OciArchive or SaveFormat.OciDirectory) Assert.Equal(image.Digest, Digest.Of(manifest));
        // A whole copy makes skopeo verify every blob.
        Tool.Run("skopeo", "--insecure-policy", "copy", "--preserve-digests", $"{transport}:{test["out"]}", $"dir:{test["copy"]}");
        Assert.Equal(manifest, File.ReadAllBytes(test["copy/manifest.json"]));
        var loaded = (await new LoadImages(test.Images).FromPathAsync(test["copy"], default)).Single();
        Assert.Equal((image.Id, Digest.Of(manifest)), (loaded.Image.Id, loaded.Image.Digest));
    }

    [Theory]
    [InlineData(SaveFormat.OciArchive)]
    [InlineData(SaveFormat.DockerArchive)]
    [InlineData(SaveFormat.OciDirectory)]
    public async Task Podman_loads_what_hull_saves(SaveFormat format)
    {
        using var test = new TestStore();
        using var podman = new Podman(test["p"]);
        var image = await ImageIngestTests.AddAsync(test.Images, new TestImage(TestImage.Gzip(_base), _top), "quay.io/x:1");
        await new SaveImages(test.Images).ToPathAsync([Saved(image)], format, test["out"], default);
        podman.Run("load", "-i", test["out"]);
        var inspected = JsonDocument.Parse(podman.Run("image", "inspect", image.Id)).RootElement[0];
        Assert.Equal(image.Id, inspected.GetProperty("Id").GetString());
        if (format != SaveFormat.DockerArchive) Assert.Equal(image.Digest.ToString(), inspected.GetProperty("Digest").GetString());
        if (format != SaveFormat.OciDirectory) Assert.Equal("quay.io/x:1", inspected.GetProperty("RepoTags")[0].GetString());
    }

    [Theory]
    [InlineData("docker-archive")]
    [InlineData("oci-archive")]
    [InlineData("oci-dir")]
    [InlineData("docker-dir")]
    public async Task Hull_loads_what_podman_saves(string format)
    {
        using var test = new TestStore();
        using var podman = new Podman(test["p"]);
        File.WriteAllBytes(test["rootfs.tar"], _base);
        podman.Run("import", "--change", "CMD [\"/bin/x\"]", "--change", "ENV A=1", "--message", "made by podman", test["rootfs.tar"], "localhost/made:1");
        podman.Run("save", "--format", format, "-o", test["out"], "localhost/made:1");
        var id = podman.Run("image", "inspect", "--format", "{{.Id}}", "localhost/made:1").Trim();
        var loaded = (await new LoadImages(test.Images).FromPathAsync(test["out"], default)).Single();
        // Podman converts the configuration on its way into the other family, so that the id is that of the archive.
        var transport = format switch { "oci-dir" => "oci", "docker-dir" => "dir", _ => format };
        Assert.Equal(loaded.Image.ConfigBytes.ToArray(), System.Text.Encoding.UTF8.GetBytes(Tool.Run("skopeo", "inspect", "--config", "--raw", $"{transport}:{test["out"]}")));
        if (format.StartsWith("oci", StringComparison.Ordinal)) Assert.Equal(id, loaded.Image.Id);
        if (format != "docker-archive")
            Assert.Equal(loaded.Image.Digest, Digest.Of(System.Text.Encoding.UTF8.GetBytes(Tool.Run("skopeo", "inspect", "--raw", $"{transport}:{test["out"]}"))));
        if (format.EndsWith("archive", StringComparison.Ordinal)) Assert.Equal(["localhost/made:1"], loaded.Image.RepoTags);
        Assert.Equal(["/bin/x"], loaded.Image.Defaults.Cmd!);
        Assert.Equal("made by podman", loaded.Image.Config.History![0].Comment);
        Assert.Equal("program", File.ReadAllText(test.Images.LayerPaths(loaded.Image)[0].Tree + "/bin/x"));
        test.AssertAtRest();
    }

    [Fact]
    public async Task Hull_loads_several_images_that_podman_saved_into_one_archive()
    {
        using var test = new TestStore();
        using var podman = new Podman(test["p"]);
        File.WriteAllBytes(test["a.tar"], _base);
        File.WriteAllBytes(test["b.tar"], _top);
        podman.Run("import", test["a.tar"], "localhost/a:1");
        podman.Run("import", test["b.tar"], "docker.io/library/b:2");
        podman.Run("save", "-m", "-o", test["out.tar"], "localhost/a:1", "docker.io/library/b:2");
        var loaded = await new LoadImages(test.Images).FromPathAsync(test["out.tar"], default);
        Assert.Equal(["localhost/a:1", "docker.io/library/b:2"], loaded.Select(image => image.Shown));
        // The other way round as well.
        await new SaveImages(test.Images).ToPathAsync([.. loaded.Select(image => new SavedImage { Image = image.Image, Names = image.Names })], SaveFormat.DockerArchive, test["back.tar"], default);
        podman.Run("rmi", "-a", "-f");
        podman.Run("load", "-i", test["back.tar"]);
        Assert.Equal(
            ["docker.io/library/b:2", "localhost/a:1"],
            podman.Run("images", "--format", "{{.Repository}}:{{.Tag}}").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Hull_loads_what_umoci_makes()
    {
        Tool.Require("umoci");
        using var test = new TestStore();
        Tool.Run("umoci", "init", "--layout", test["oci"]);
        Tool.Run("umoci", "new", "--image", $"{test["oci"]}:tag");
        TestImage.WriteTo(test["files"], new Dictionary<string, byte[]> { ["hello"] = "from umoci"u8.ToArray() });
        Tool.Run("umoci", "insert", "--image", $"{test["oci"]}:tag", test["files/hello"], "/hello");
        Assert.True(TransportReference.TryParse($"oci:{test["oci"]}:tag", out var reference));
        var loaded = (await new LoadImages(test.Images).FromAsync(reference, null, default)).Single();
        Assert.Equal(loaded.Image.Digest, Digest.Of(System.Text.Encoding.UTF8.GetBytes(Tool.Run("skopeo", "inspect", "--raw", reference.ToString()))));
        Assert.Equal("from umoci", File.ReadAllText(test.Images.LayerPaths(loaded.Image)[^1].Tree + "/hello"));
    }

    [Theory]
    [InlineData("oci")]
    [InlineData("docker")]
    public async Task Hull_loads_what_buildah_makes(string format)
    {
        Tool.Require("buildah");
        using var test = new TestStore();
        string[] store = ["--root", test["b/root"], "--runroot", test["b/run"], "--storage-driver", "vfs"];
        var container = Tool.Run("buildah", [.. store, "from", "scratch"]).Trim();
        TestImage.WriteTo(test["files"], new Dictionary<string, byte[]> { ["hello"] = "from buildah"u8.ToArray() });
        Tool.Run("buildah", [.. store, "copy", container, test["files/hello"], "/dir/hello"]);
        Tool.Run("buildah", [.. store, "config", "--label", "a=b", "--cmd", "/hello", container]);
        Tool.Run("buildah", [.. store, "commit", "--format", format, container, $"oci-archive:{test["out.tar"]}:localhost/made:2"]);
        var loaded = (await new LoadImages(test.Images).FromPathAsync(test["out.tar"], default)).Single();
        Assert.Equal(loaded.Image.Digest, Digest.Of(System.Text.Encoding.UTF8.GetBytes(Tool.Run("skopeo", "inspect", "--raw", $"oci-archive:{test["out.tar"]}"))));
        Assert.Equal(("b", "localhost/made:2"), (loaded.Image.Defaults.Labels!["a"], loaded.Shown));
        Assert.Equal("from buildah", File.ReadAllText(test.Images.LayerPaths(loaded.Image)[^1].Tree + "/dir/hello"));
    }

    private static SavedImage Saved(ImageRecord image) => new() { Image = image, Names = image.Names };

    /// <summary>A podman with a storage of its own, which it leaves empty.</summary>
    private sealed class Podman(string directory) : IDisposable
    {
        public string Run(params string[] arguments)
        {
            Tool.Require("podman");
            return Tool.Run(
                "podman", ["--root", Path.Combine(directory, "root"), "--runroot", Path.Combine(directory, "run"), "--storage-driver", "vfs", .. arguments]);
        }

        public void Dispose()
        {
            if (Directory.Exists(directory)) Hull.Linux.DeleteTree.Delete(directory);
        }
    }
}
