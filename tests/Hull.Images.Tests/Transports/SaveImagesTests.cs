using System.Text.Json;
using Hull.Core;
using Hull.Images.Tests.Store;
using Hull.Images.Transports;
using Hull.Oci;

namespace Hull.Images.Tests.Transports;

public class SaveImagesTests
{
    private static readonly byte[] _base = TestImage.Tar(("bin/", ""), ("bin/x", "program"));
    private static readonly byte[] _top = TestImage.Tar(("etc/", ""), ("etc/y", "text"));

    public static TheoryData<SaveFormat> Formats => [.. Enum.GetValues<SaveFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task What_is_saved_loads_as_the_same_image(SaveFormat format)
    {
        using var test = new TestStore();
        var image = await ImageIngestTests.AddAsync(test.Images, new TestImage(TestImage.Gzip(_base), TestImage.Zstd(_top), _base), "quay.io/x:1");
        var path = test["saved"];
        await new SaveImages(test.Images).ToPathAsync([Saved(image, "quay.io/x:1")], format, path, default);
        using var other = new TestStore();
        var loaded = (await new LoadImages(other.Images).FromPathAsync(path, default)).Single();
        Assert.Equal(image.Id, loaded.Image.Id);
        Assert.Equal(image.Layers.Select(layer => (layer.Key, layer.DiffId, layer.Size)), loaded.Image.Layers.Select(layer => (layer.Key, layer.DiffId, layer.Size)));
        if (format is SaveFormat.OciArchive or SaveFormat.OciDirectory) Assert.Equal(image.Digest, loaded.Image.Digest);
        if (format != SaveFormat.DockerDirectory) Assert.Equal(["quay.io/x:1"], loaded.Image.RepoTags);
        other.AssertAtRest();
    }

    [Fact]
    public async Task Saves_several_images_into_one_docker_archive_each_layer_once()
    {
        using var test = new TestStore();
        var one = await ImageIngestTests.AddAsync(test.Images, new TestImage(_base), "a");
        var two = await ImageIngestTests.AddAsync(test.Images, new TestImage(_base, _top), "b");
        using var stream = new MemoryStream();
        await new SaveImages(test.Images).ToStreamAsync([Saved(one, "localhost/a:1", "localhost/a:2"), Saved(two)], SaveFormat.DockerArchive, stream, default);
        File.WriteAllBytes(test["x.tar"], stream.ToArray());
        var names = Tool.Run("tar", "-tf", test["x.tar"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Single(names, Digest.Of(_base).Hex + ".tar");
        Assert.Equal(names.Length, names.Distinct().Count());
        var repositories = JsonDocument.Parse(Tool.Run("tar", "-xOf", test["x.tar"], "repositories")).RootElement;
        var layer = repositories.GetProperty("localhost/a").GetProperty("1").GetString();
        Assert.Equal(layer, repositories.GetProperty("localhost/a").GetProperty("2").GetString());
        Assert.Contains($"{layer}/json", names);
        Assert.Equal(layer, JsonDocument.Parse(Tool.Run("tar", "-xOf", test["x.tar"], $"{layer}/json")).RootElement.GetProperty("id").GetString());
        using var other = new TestStore();
        var loaded = await new LoadImages(other.Images).FromPathAsync(test["x.tar"], default);
        Assert.Equal([one.Id, two.Id], loaded.Select(image => image.Image.Id));
        Assert.Equal(["localhost/a:2", "localhost/a:1"], loaded[0].Image.RepoTags);
        Assert.Empty(loaded[1].Image.RepoTags);
    }

    [Fact]
    public async Task The_same_image_gives_the_same_bytes()
    {
        using var test = new TestStore();
        var image = await ImageIngestTests.AddAsync(test.Images, new TestImage(TestImage.Gzip(_base)), "x");
        foreach (var format in (SaveFormat[])[SaveFormat.DockerArchive, SaveFormat.OciArchive])
        {
            using var first = new MemoryStream();
            using var second = new MemoryStream();
            await new SaveImages(test.Images).ToStreamAsync([Saved(image, "x:1")], format, first, default);
            await new SaveImages(test.Open()).ToStreamAsync([Saved(image, "x:1")], format, second, default);
            Assert.Equal(first.ToArray(), second.ToArray());
        }
    }

    [Fact]
    public async Task Refuses_what_a_format_cannot_hold()
    {
        using var test = new TestStore();
        var image = Saved(await ImageIngestTests.AddAsync(test.Images, new TestImage(_base), "x"));
        var save = new SaveImages(test.Images);
        foreach (var format in (SaveFormat[])[SaveFormat.OciArchive, SaveFormat.OciDirectory, SaveFormat.DockerDirectory])
            Assert.Equal(ErrorKind.InvalidArgument, (await Assert.ThrowsAsync<EngineException>(() => save.ToPathAsync([image, image], format, test["y"], default))).Kind);
        Assert.Equal("no image specified for saving images", (await Assert.ThrowsAsync<EngineException>(() => save.ToPathAsync([], SaveFormat.OciArchive, test["y"], default))).Message);
        await Assert.ThrowsAsync<EngineException>(() => save.ToStreamAsync([image], SaveFormat.OciDirectory, Stream.Null, default));
        Assert.False(Path.Exists(test["y"]));
        Directory.CreateDirectory(test["full"]);
        File.WriteAllText(test["full/mine"], "mine");
        Assert.Equal(ErrorKind.Conflict, (await Assert.ThrowsAsync<EngineException>(() => save.ToPathAsync([image], SaveFormat.OciDirectory, test["full"], default))).Kind);
        Assert.Equal("mine", File.ReadAllText(test["full/mine"]));
        Assert.Equal(ErrorKind.InvalidArgument, (await Assert.ThrowsAsync<EngineException>(() => save.ToPathAsync([image], SaveFormat.OciArchive, "/no/such/dir/x", default))).Kind);
        Assert.Equal(ErrorKind.InvalidArgument, (await Assert.ThrowsAsync<EngineException>(() => save.ToPathAsync([image], SaveFormat.OciArchive, test["full"], default))).Kind);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_damaged_blob_does_not_leave_the_store_unnoticed(SaveFormat format)
    {
        using var test = new TestStore();
        var blob = TestImage.Gzip(_base);
        var image = await ImageIngestTests.AddAsync(test.Images, new TestImage(blob), "x");
        var path = Path.Combine(test.Root, "blobs/sha256", Digest.Of(blob).Hex);
        blob[^1] ^= 1;
        File.WriteAllBytes(path, blob);
        var error = await Assert.ThrowsAsync<EngineException>(() => new SaveImages(test.Images).ToPathAsync([Saved(image)], format, test["out"], default));
        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.False(Path.Exists(test["out"]));
        File.Delete(path);
        error = await Assert.ThrowsAsync<EngineException>(() => new SaveImages(test.Images).ToPathAsync([Saved(image)], format, test["out"], default));
        Assert.Contains("is missing in the store", error.Message, StringComparison.Ordinal);
        Assert.False(Path.Exists(test["out"]));
    }

    [Fact]
    public async Task A_full_target_is_an_error_and_the_target_stays_what_it_is()
    {
        using var test = new TestStore();
        var image = await ImageIngestTests.AddAsync(test.Images, new TestImage(_base), "x");
        var error = await Assert.ThrowsAsync<EngineException>(() => new SaveImages(test.Images).ToPathAsync([Saved(image)], SaveFormat.DockerArchive, "/dev/full", default));
        Assert.Equal(ErrorKind.ResourceExhausted, error.Kind);
        Assert.True(Path.Exists("/dev/full"));
    }

    private static SavedImage Saved(ImageRecord image, params string[] names) => new() { Image = image, Names = [.. names.Select(ImageReference.Parse)] };
}
