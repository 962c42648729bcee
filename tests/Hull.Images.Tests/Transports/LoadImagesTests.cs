using System.Text;
using Hull.Core;
using Hull.Images.Transports;
using Hull.Oci;

namespace Hull.Images.Tests.Transports;

public class LoadImagesTests
{
    private static readonly byte[] _base = TestImage.Tar(("bin/", ""), ("bin/x", "program"));
    private static readonly byte[] _top = TestImage.Tar(("etc/", ""), ("etc/y", "text"));

    [Fact]
    public async Task Loads_a_docker_archive_with_several_images()
    {
        using var test = new TestStore();
        var (one, two, three) = (new TestImage(_base), new TestImage(_base, _top), new TestImage(_top));
        var path = Write(test, TestImage.DockerArchive((one, ["alpine:3", "quay.io/a:1"]), (two, ["localhost/b:latest"]), (three, [])));
        var loaded = await new LoadImages(test.Images).FromPathAsync(path, default);
        Assert.Equal([one.Id, two.Id, three.Id], loaded.Select(image => image.Image.Id));
        // Docker's archive means Docker Hub by a short name.
        Assert.Equal(["quay.io/a:1", "docker.io/library/alpine:3"], loaded[0].Image.RepoTags);
        Assert.Equal(["docker.io/library/alpine:3", "localhost/b:latest", "sha256:" + three.Id], loaded.Select(image => image.Shown));
        Assert.Equal(MediaTypes.DockerManifest, loaded[0].Image.ManifestType);
        Assert.Equal(3, test.Images.List().Count);
        test.AssertAtRest();
    }

    [Fact]
    public async Task Loading_again_changes_nothing_but_names()
    {
        using var test = new TestStore();
        var image = new TestImage(_base, _top);
        var loader = new LoadImages(test.Images);
        var first = (await loader.FromPathAsync(Write(test, TestImage.DockerArchive((image, ["x:1"]))), default)).Single();
        var before = test.Inventory();
        var second = (await loader.FromPathAsync(Write(test, TestImage.DockerArchive((image, ["x:2"]))), default)).Single();
        Assert.Equal(before, test.Inventory());
        Assert.Equal(first.Image.Arrived, second.Image.Arrived);
        Assert.Equal(["docker.io/library/x:2", "docker.io/library/x:1"], second.Image.RepoTags);
        Assert.Equal(["docker.io/library/x:2"], second.Names.Select(name => name.ToString()));
    }

    [Theory]
    [InlineData("@0", 0)]
    [InlineData("@1", 1)]
    [InlineData("b", 1)]
    [InlineData("docker.io/library/a:1", 0)]
    public async Task Selects_one_image_of_a_docker_archive(string selector, int expected)
    {
        using var test = new TestStore();
        var images = new[] { new TestImage(_base), new TestImage(_top) };
        var path = Write(test, TestImage.DockerArchive((images[0], ["a:1", "a:2"]), (images[1], ["b:latest"])));
        Assert.True(TransportReference.TryParse($"docker-archive:{path}:{selector}", out var reference));
        var loaded = (await new LoadImages(test.Images).FromAsync(reference, null, default)).Single();
        Assert.Equal(images[expected].Id, loaded.Image.Id);
        Assert.Single(test.Images.List());
    }

    [Fact]
    public async Task Follows_the_links_of_legacy_layer_directories()
    {
        using var test = new TestStore();
        var image = new TestImage(_base, _top, _base);
        using var stream = new MemoryStream();
        var tar = new UstarWriter(stream);
        tar.Directory("aa");
        tar.File("aa/layer.tar", _base);
        tar.Directory("bb");
        tar.File("./bb//layer.tar", _top);
        tar.Directory("cc");
        tar.Link("cc/layer.tar", "../dd/layer.tar");
        tar.Link("dd/layer.tar", "../aa/../aa/./layer.tar");
        tar.File("config", image.ConfigBytes);
        tar.File("manifest.json", """[{"Config":"config","RepoTags":null,"Layers":["aa/layer.tar","bb/layer.tar","cc/layer.tar"]}]"""u8);
        tar.Finish();
        var loaded = (await new LoadImages(test.Images).FromPathAsync(Write(test, stream.ToArray()), default)).Single();
        Assert.Equal(image.Id, loaded.Image.Id);
        Assert.Equal(3, loaded.Image.Layers.Count);
        test.AssertAtRest();
    }

    public static TheoryData<string> Compressions => ["plain", "gzip", "zstd"];

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task Loads_compressed_archives_from_files_and_streams(string compression)
    {
        var image = new TestImage(TestImage.Gzip(_base), TestImage.Zstd(_top));
        var archive = TestImage.Archive(image.OciLayout("quay.io/x:1"));
        archive = compression switch { "gzip" => TestImage.Gzip(archive), "zstd" => TestImage.Zstd(archive), _ => archive };
        foreach (var fromStream in (bool[])[false, true])
        {
            using var test = new TestStore();
            var loader = new LoadImages(test.Images);
            var loaded = fromStream
                ? await loader.FromStreamAsync(new MemoryStream(archive), default)
                : await loader.FromPathAsync(Write(test, archive), default);
            Assert.Equal((image.Id, image.Manifest().Digest), (loaded.Single().Image.Id, loaded.Single().Image.Digest));
            Assert.Equal(["quay.io/x:1"], loaded.Single().Image.RepoTags);
            test.AssertAtRest();
        }
    }

    [Fact]
    public async Task Loads_an_oci_layout_and_a_dir_directory()
    {
        using var test = new TestStore();
        var image = new TestImage(_base, TestImage.Gzip(_top));
        TestImage.WriteTo(test["oci"], image.OciLayout("x:1"));
        var loaded = (await new LoadImages(test.Images).FromPathAsync(test["oci"], default)).Single();
        Assert.Equal(["localhost/x:1"], loaded.Image.RepoTags);
        var docker = image.Manifest(MediaTypes.DockerManifest);
        var files = image.Layers.ToDictionary(layer => Digest.Of(layer).Hex);
        files["manifest.json"] = docker.Raw.ToArray();
        files["version"] = "Directory Transport Version: 1.1\n"u8.ToArray();
        files[image.Id] = image.ConfigBytes;
        TestImage.WriteTo(test["dir"], files);
        loaded = (await new LoadImages(test.Images).FromPathAsync(test["dir"], default)).Single();
        Assert.Equal([docker.Digest, image.Manifest().Digest], loaded.Image.Digests);
        Assert.Empty(loaded.Names);
        test.AssertAtRest();
    }

    [Fact]
    public async Task Takes_the_hosts_platform_out_of_an_index()
    {
        using var test = new TestStore();
        var (right, wrong) = (new TestImage(_base), new TestImage(_top));
        var files = right.OciLayout();
        foreach (var (name, content) in wrong.OciLayout()) files.TryAdd(name, content);
        string Entry(TestImage image, string architecture) =>
            $$"""{"mediaType":"{{MediaTypes.OciManifest}}","digest":"{{image.Manifest().Digest}}","size":{{image.Manifest().Raw.Length}},"platform":{"os":"linux","architecture":"{{architecture}}"} }""";
        var index = $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciIndex}}","manifests":[{{Entry(wrong, "s390")}},{{Entry(right, Platform.Host.Architecture)}}]}""";
        var digest = Digest.Of(Encoding.UTF8.GetBytes(index));
        files[ReadOciLayout.BlobFile(digest)] = Encoding.UTF8.GetBytes(index);
        files["index.json"] = Encoding.UTF8.GetBytes(
            $$"""{"schemaVersion":2,"manifests":[{"mediaType":"{{MediaTypes.OciIndex}}","digest":"{{digest}}","size":{{index.Length}},"annotations":{"org.opencontainers.image.ref.name":"1","io.containerd.image.name":"quay.io/x:1"} }]}""");
        var loaded = (await new LoadImages(test.Images).FromPathAsync(Write(test, TestImage.Archive(files)), default)).Single();
        Assert.Equal((right.Id, "quay.io/x:1"), (loaded.Image.Id, loaded.Shown));
        // The same two without names at the top are one image for two platforms.
        files["index.json"] = Encoding.UTF8.GetBytes(index);
        loaded = (await new LoadImages(test.Images).FromPathAsync(Write(test, TestImage.Archive(files)), default)).Single();
        Assert.Equal(right.Id, loaded.Image.Id);
    }

    [Theory]
    [InlineData("b", 1)]
    [InlineData("@0", 0)]
    public async Task Selects_one_image_of_an_oci_layout(string selector, int expected)
    {
        using var test = new TestStore();
        var images = new[] { new TestImage(_base), new TestImage(_top) };
        var files = images[0].OciLayout();
        foreach (var (name, content) in images[1].OciLayout()) files.TryAdd(name, content);
        string Entry(TestImage image, string name) =>
            $$"""{"mediaType":"{{MediaTypes.OciManifest}}","digest":"{{image.Manifest().Digest}}","size":{{image.Manifest().Raw.Length}},"annotations":{"org.opencontainers.image.ref.name":"{{name}}"} }""";
        files["index.json"] = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"manifests":[{{Entry(images[0], "a")}},{{Entry(images[1], "b")}}]}""");
        TestImage.WriteTo(test["oci"], files);
        Assert.True(TransportReference.TryParse($"oci:{test["oci"]}:{selector}", out var reference));
        Assert.Equal(images[expected].Id, (await new LoadImages(test.Images).FromAsync(reference, null, default)).Single().Image.Id);
        Assert.Equal(2, (await new LoadImages(test.Images).FromPathAsync(test["oci"], default)).Count);
        foreach (var missing in (string[])["c", "@2"])
        {
            Assert.True(TransportReference.TryParse($"oci:{test["oci"]}:{missing}", out reference));
            Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<EngineException>(() => new LoadImages(test.Images).FromAsync(reference, null, default))).Kind);
        }
    }

    private static Dictionary<string, byte[]> Layout(Action<Dictionary<string, byte[]>, TestImage> spoil)
    {
        var image = new TestImage(TestImage.Gzip(_base));
        var files = image.OciLayout("quay.io/x:1");
        spoil(files, image);
        return files;
    }

    private static byte[] Docker(string manifest, params (string Name, byte[] Content)[] files) =>
        TestImage.Archive([new("manifest.json", Encoding.UTF8.GetBytes(manifest)), .. files.Select(file => new KeyValuePair<string, byte[]>(file.Name, file.Content))]);

    public static TheoryData<string, byte[], ErrorKind, string> BadArchives()
    {
        var image = new TestImage(_base);
        var docker = TestImage.DockerArchive((image, ["x:1"]));
        var oci = TestImage.Archive(Layout((_, _) => { }));
        var layer = Digest.Of(_base).Hex + ".tar";
        string Item(string config, string layers, string tags = "[]") => $$"""[{"Config":"{{config}}","RepoTags":{{tags}},"Layers":[{{layers}}]}]""";
        byte[] Oci(Action<Dictionary<string, byte[]>, TestImage> spoil) => TestImage.Archive(Layout(spoil));
        string Blob(Digest digest) => ReadOciLayout.BlobFile(digest);
        return new()
        {
            { "empty", [], ErrorKind.Corrupt, "it is empty" },
            { "text", Encoding.UTF8.GetBytes(new string('x', 600)), ErrorKind.Corrupt, "not a tar archive" },
            { "zeros", new byte[1024], ErrorKind.Corrupt, "it is empty" },
            { "gzip of nothing", TestImage.Gzip([]), ErrorKind.Corrupt, "it is empty" },
            { "gzip cut off", TestImage.Gzip(oci)[..200], ErrorKind.Corrupt, "cut off" },
            { "xz", [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 1, 2], ErrorKind.Unsupported, "xz compression is not supported" },
            { "a root file system", _base, ErrorKind.Unsupported, "does not match any of the supported image formats" },
            { "docker before 1.10", TestImage.Archive([new("repositories", "{}"u8.ToArray())]), ErrorKind.Unsupported, "before Docker 1.10" },
            { "cut off within a layer", docker[..3000], ErrorKind.Corrupt, "cut off" },
            { "cut off within a header", docker[..(docker.Length - 2048 + 100)], ErrorKind.Corrupt, "cut off" },
            { "no JSON", Docker("nonsense"), ErrorKind.Corrupt, "manifest.json: not valid" },
            { "an object", Docker("{}"), ErrorKind.Corrupt, "manifest.json: not valid" },
            { "no image", Docker("[]"), ErrorKind.Corrupt, "manifest.json: it lists no image" },
            { "null image", Docker("[null]"), ErrorKind.Corrupt, "manifest.json: it lists no image" },
            { "config missing", Docker(Item("c", "")), ErrorKind.Corrupt, "c: there is no such entry" },
            { "config without a name", Docker(Item("", "")), ErrorKind.Corrupt, "an entry has no name" },
            { "config is no JSON", Docker(Item("c", ""), ("c", "x"u8.ToArray())), ErrorKind.Corrupt, "c: not valid" },
            { "config too large", Docker(Item("c", ""), ("c", new byte[Documents.MaximumBytes + 1])), ErrorKind.Corrupt, "more than the 4194304 allowed" },
            { "layer missing", Docker(Item("c", $"\"{layer}\""), ("c", image.ConfigBytes)), ErrorKind.Corrupt, $"{layer}: there is no such entry" },
            { "layers and diff-IDs differ in number", Docker(Item("c", ""), ("c", image.ConfigBytes)), ErrorKind.Corrupt, "0 layers where c lists 1" },
            { "layer is another", Docker(Item("c", "\"l\""), ("c", image.ConfigBytes), ("l", _top)), ErrorKind.Corrupt, "l: it unpacks to sha256:" },
            { "layer is no tar", Docker(Item("c", "\"l\""), ("c", image.ConfigBytes), ("l", "x"u8.ToArray())), ErrorKind.Corrupt, "l: " },
            { "a name that is none", Docker(Item("c", "\"l\"", "[\"Not A Name\"]"), ("c", image.ConfigBytes), ("l", _base)), ErrorKind.Corrupt, "\"Not A Name\" is no name" },
            { "a name without a tag", Docker(Item("c", "\"l\"", "[\"x\"]"), ("c", image.ConfigBytes), ("l", _base)), ErrorKind.Corrupt, "is no name with a tag" },
            { "links in a circle", Links(("a", "b"), ("b", "a")), ErrorKind.Corrupt, "links go round in a circle" },
            { "a link to nothing", Links(("a", "b")), ErrorKind.Corrupt, "it links to an entry that is not there" },
            { "a link out", Links(("a", "../../../../etc/passwd")), ErrorKind.Corrupt, "it links to an entry that is not there" },
            { "no index.json JSON", Oci((f, _) => f["index.json"] = "x"u8.ToArray()), ErrorKind.Corrupt, "index.json: not valid" },
            { "no image in the index", Oci((f, _) => f["index.json"] = """{"schemaVersion":2,"manifests":[]}"""u8.ToArray()), ErrorKind.Corrupt, "it lists no image" },
            { "manifest missing", Oci((f, i) => f.Remove(Blob(i.Manifest().Digest))), ErrorKind.Corrupt, "there is no such entry" },
            { "manifest damaged", Oci((f, i) => f[Blob(i.Manifest().Digest)] = "{}"u8.ToArray()), ErrorKind.Corrupt, "its digest is" },
            { "config missing", Oci((f, i) => f.Remove(Blob(Digest.Of(i.ConfigBytes)))), ErrorKind.Corrupt, "there is no such entry" },
            { "config damaged", Oci((f, i) => f[Blob(Digest.Of(i.ConfigBytes))] = "{}"u8.ToArray()), ErrorKind.Corrupt, "its digest is" },
            { "layer damaged", Oci((f, i) => f[Blob(Digest.Of(i.Layers[0]))][^1] ^= 1), ErrorKind.Corrupt, "its digest is" },
            { "layer too short", Oci((f, i) => f[Blob(Digest.Of(i.Layers[0]))] = i.Layers[0][..^1]), ErrorKind.Corrupt, "it is cut off" },
            { "an index of itself", SelfIndex(), ErrorKind.Corrupt, "its digest is" },
            { "an artifact", Artifact(), ErrorKind.Unsupported, "no container image but an artifact of type application/x" },
            { "only other platforms", OtherPlatform(), ErrorKind.NotFound, "no image for linux/" },
        };
    }

    private static byte[] Links(params (string Name, string Target)[] links)
    {
        using var stream = new MemoryStream();
        var tar = new UstarWriter(stream);
        foreach (var (name, target) in links) tar.Link(name, target);
        tar.File("c", new TestImage(_base).ConfigBytes);
        tar.File("manifest.json", """[{"Config":"c","RepoTags":[],"Layers":["a"]}]"""u8);
        tar.Finish();
        return stream.ToArray();
    }

    private static byte[] SelfIndex()
    {
        var digest = Digest.Of("x"u8);
        var index = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"manifests":[{"mediaType":"{{MediaTypes.OciIndex}}","digest":"{{digest}}","size":1}]}""");
        return TestImage.Archive([new("oci-layout", "{}"u8.ToArray()), new("index.json", index), new(ReadOciLayout.BlobFile(digest), index)]);
    }

    private static byte[] Artifact() => TestImage.Archive(Layout((files, image) =>
    {
        var manifest = Encoding.UTF8.GetString(image.Manifest().Raw.Span).Replace(MediaTypes.OciConfig, "application/x", StringComparison.Ordinal);
        files[ReadOciLayout.BlobFile(Digest.Of(Encoding.UTF8.GetBytes(manifest)))] = Encoding.UTF8.GetBytes(manifest);
        files["index.json"] = Encoding.UTF8.GetBytes(
            $$"""{"schemaVersion":2,"manifests":[{"mediaType":"{{MediaTypes.OciManifest}}","digest":"{{Digest.Of(Encoding.UTF8.GetBytes(manifest))}}","size":{{manifest.Length}} }]}""");
    }));

    private static byte[] OtherPlatform() => TestImage.Archive(Layout((files, image) =>
    {
        var entry = $$"""{"mediaType":"{{MediaTypes.OciManifest}}","digest":"{{image.Manifest().Digest}}","size":1,"platform":{"os":"plan9","architecture":"x"} }""";
        files["index.json"] = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"manifests":[{{entry}},{{entry}}]}""");
    }));

    [Theory]
    [MemberData(nameof(BadArchives))]
    public async Task Refuses_a_bad_archive_with_its_name_and_leaves_nothing(string what, byte[] archive, ErrorKind kind, string reason)
    {
        using var test = new TestStore();
        var path = Write(test, archive);
        var error = await Assert.ThrowsAsync<EngineException>(() => new LoadImages(test.Images).FromPathAsync(path, default));
        Assert.True(error.Kind == kind, $"{what}: {error.Kind} {error.Message}");
        Assert.StartsWith(path + ": ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(test.Images.List());
        test.AssertAtRest();
        if (archive.Length == 0) return;
        error = await Assert.ThrowsAsync<EngineException>(() => new LoadImages(test.Images).FromStreamAsync(new MemoryStream(archive), default));
        Assert.StartsWith("standard input: ", error.Message, StringComparison.Ordinal);
        test.AssertAtRest();
    }

    [Fact]
    public async Task One_bad_image_in_an_archive_and_none_is_recorded()
    {
        using var test = new TestStore();
        var (good, bad) = (new TestImage(_base), new TestImage(_top));
        var archive = TestImage.Archive([
            new("g", good.ConfigBytes), new("b", bad.ConfigBytes), new("l", _base),
            new("manifest.json", """[{"Config":"g","Layers":["l"]},{"Config":"b","Layers":["l"]}]"""u8.ToArray())]);
        var error = await Assert.ThrowsAsync<EngineException>(() => new LoadImages(test.Images).FromPathAsync(Write(test, archive), default));
        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.Empty(test.Images.List());
        test.AssertAtRest();
    }

    [Theory]
    [InlineData("/no/such/file", ErrorKind.NotFound)]
    [InlineData("/proc/self", ErrorKind.Unsupported)]
    public async Task Says_what_is_wrong_with_a_path(string path, ErrorKind kind)
    {
        using var test = new TestStore();
        var error = await Assert.ThrowsAsync<EngineException>(() => new LoadImages(test.Images).FromPathAsync(path, default));
        Assert.Equal(kind, error.Kind);
        test.AssertAtRest();
    }

    [Theory]
    [InlineData("docker-archive")]
    [InlineData("oci-archive")]
    public async Task A_transport_of_archives_refuses_a_directory(string transport)
    {
        using var test = new TestStore();
        Assert.True(TransportReference.TryParse($"{transport}:{test.Root}", out var reference));
        var error = await Assert.ThrowsAsync<EngineException>(() => new LoadImages(test.Images).FromAsync(reference, null, default));
        Assert.Contains("is a directory", error.Message, StringComparison.Ordinal);
        test.AssertAtRest();
    }

    [Fact]
    public async Task A_layout_cannot_reach_out_of_its_directory_nor_block_on_a_pipe()
    {
        using var test = new TestStore();
        var image = new TestImage(_base);
        TestImage.WriteTo(test["oci"], image.OciLayout());
        TestImage.WriteTo(test["outside"], new Dictionary<string, byte[]> { ["blob"] = _base });
        var blob = Path.Combine(test["oci"], ReadOciLayout.BlobFile(Digest.Of(_base)));
        File.Delete(blob);
        File.CreateSymbolicLink(blob, Path.Combine(test["outside"], "blob"));
        await Assert.ThrowsAsync<EngineException>(() => new LoadImages(test.Images).FromPathAsync(test["oci"], default));
        File.Delete(blob);
        Tool.Run("mkfifo", blob);
        var error = await Assert.ThrowsAsync<EngineException>(() => new LoadImages(test.Images).FromPathAsync(test["oci"], default));
        Assert.Contains("named pipe", error.Message, StringComparison.Ordinal);
        test.AssertAtRest();
    }

    [Fact]
    public async Task Loads_from_a_named_pipe()
    {
        using var test = new TestStore();
        var image = new TestImage(_base);
        Directory.CreateDirectory(test["x"]);
        Tool.Run("mkfifo", test["pipe"]);
        var writing = Task.Run(() => File.WriteAllBytes(test["pipe"], TestImage.DockerArchive((image, ["x:1"]))));
        var loaded = await new LoadImages(test.Images).FromPathAsync(test["pipe"], default);
        await writing;
        Assert.Equal(image.Id, loaded.Single().Image.Id);
    }

    [Fact]
    public async Task Eight_loads_of_one_archive_at_once_all_succeed()
    {
        using var test = new TestStore();
        var image = new TestImage([.. Enumerable.Range(0, 6).Select(i => TestImage.Tar(("d/", ""), ($"d/{i}", new string('x', 100_000)), ($"e/{i}", "implied")))]);
        var path = Write(test, TestImage.DockerArchive((image, ["x:1"])));
        var loads = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new LoadImages(test.Open()).FromPathAsync(path, default))));
        Assert.All(loads, load => Assert.Equal(image.Id, load.Single().Image.Id));
        Assert.Single(test.Images.List());
        test.AssertAtRest();
    }

    private static string Write(TestStore test, byte[] archive)
    {
        var path = test[Guid.NewGuid().ToString("n") + ".tar"];
        File.WriteAllBytes(path, archive);
        return path;
    }
}
