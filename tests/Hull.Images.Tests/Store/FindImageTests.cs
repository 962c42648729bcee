using Hull.Core;
using Hull.Images.Store;
using Hull.Oci;

namespace Hull.Images.Tests.Store;

public class FindImageTests
{
    [Fact]
    public async Task Finds_by_name_as_podman_does()
    {
        using var test = new TestStore(new ImageStoreSettings { SearchRegistries = new(() => ["quay.io", "docker.io"]) });
        var (local, quay, hub, other) = (await Add(test, 1), await Add(test, 2), await Add(test, 3), await Add(test, 4));
        Tag(test, local, "localhost/one");
        Tag(test, quay, "quay.io/one", "quay.io/two");
        Tag(test, hub, "docker.io/library/one", "docker.io/library/two", "docker.io/library/three", "docker.io/user/four:1");
        Tag(test, other, "example.org/deep/path/name:2", "example.org/deep/path/name");
        foreach (var (text, expected) in new (string, ImageRecord?)[]
        {
            ("one", local), ("one:latest", local), ("localhost/one", local), ("quay.io/one", quay), ("docker.io/one", hub), ("docker.io/library/one", hub),
            ("two", quay), ("three", hub), ("user/four:1", hub), ("user/four", null), ("library/three", hub),
            // A short name matches the end of any repository.
            ("name", other), ("path/name", other), ("path/name:2", other), ("ath/name", null), ("name:3", null), ("four:1", hub),
            ("example.org/name", null), ("containers-storage:localhost/one", local), ("nothing", null),
        })
        {
            Assert.True(test.Images.Find(text)?.Id == expected?.Id, text);
        }
    }

    [Fact]
    public async Task Finds_by_id_prefix_and_digest()
    {
        using var test = new TestStore();
        var image = await Add(test, 1);
        Tag(test, image, "quay.io/x:1");
        foreach (var text in (string[])
            [image.Id, image.ShortId, image.Id[..5], "sha256:" + image.Id, image.Digest.ToString(), $"quay.io/x@{image.Digest}", $"quay.io/x:9@{image.Digest}", $"x@{image.Digest}"])
            Assert.True(test.Images.Find(text)?.Id == image.Id, text);
        Assert.Null(test.Images.Find($"quay.io/y@{image.Digest}"));
        Assert.Null(test.Images.Find(new string('0', 64)));
        Assert.Null(test.Images.Find("sha256:" + new string('0', 64)));
        Assert.Null(test.Images.Find("quay.io/x@sha256:" + new string('0', 64)));
    }

    [Fact]
    public async Task A_prefix_of_two_ids_is_ambiguous_unless_it_is_rather_a_name()
    {
        using var test = new TestStore();
        var image = await Add(test, 1);
        // Alike in ten digits and no more, whatever the eleventh is.
        var twin = image.Id[..10] + (image.Id[10] == '0' ? '1' : '0') + new string('0', 53);
        test.Database.Write((c, _) => c.Run(
            "INSERT INTO images(id, digest, config, size, arrived, names_history) SELECT @0, digest, config, size, arrived, names_history FROM images", twin));
        foreach (var length in (int[])[4, 10])
        {
            var error = Assert.Throws<EngineException>(() => test.Images.Find(image.Id[..length]));
            Assert.Equal(ErrorKind.InvalidArgument, error.Kind);
            Assert.Contains("ambiguous", error.Message, StringComparison.Ordinal);
        }
        Assert.Null(test.Images.Find(image.Id[..3]));
        Assert.Equal(image.Id, test.Images.Find(image.Id[..11])!.Id);
        Tag(test, image, "quay.io/" + image.Id[..10]);
        Assert.Equal(image.Id, test.Images.Find(image.Id[..10])!.Id);
    }

    [Fact]
    public void Says_in_podmans_words_what_is_not_there()
    {
        using var test = new TestStore();
        var error = Assert.Throws<EngineException>(() => test.Images.Get("nothing:here"));
        Assert.Equal((ErrorKind.NotFound, "nothing:here: image not known"), (error.Kind, error.Message));
        Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => test.Images.Find("Not A Name")).Kind);
    }

    [Fact]
    public async Task Resolves_names_to_what_is_here_else_to_what_would_be_pulled()
    {
        using var test = new TestStore(new ImageStoreSettings { SearchRegistries = new(() => ["quay.io"]) });
        Tag(test, await Add(test, 1), "localhost/one");
        Assert.Equal("localhost/one:latest", test.Images.Resolve(ImageName.Parse("one")).ToString());
        Assert.Equal("quay.io/b:latest", test.Images.Resolve(ImageName.Parse("b")).ToString());
        Assert.Equal("localhost/b:latest", test.Images.Resolve(ImageName.Parse("localhost/b")).ToString());
    }

    [Fact]
    public async Task Tags_and_untags()
    {
        using var test = new TestStore();
        var (one, two) = (await Add(test, 1), await Add(test, 2));
        Tag(test, one, "localhost/x", "localhost/y");
        Tag(test, two, "localhost/x");
        Assert.Equal(["localhost/y:latest"], test.Images.Get(one.Id).RepoTags);
        Assert.Equal(["localhost/x:latest"], test.Images.Get(two.Id).RepoTags);
        Assert.Equal(["localhost/y:latest", "localhost/x:latest"], test.Images.Get(one.Id).NamesHistory);
        test.Images.Untag(test.Images.Get("y"), ImageReference.Parse("localhost/y"));
        Assert.True(test.Images.Get(one.Id).IsDangling);
        Assert.Equal("localhost/y:latest: tag not known", Assert.Throws<EngineException>(() => test.Images.Untag(one, ImageReference.Parse("localhost/y"))).Message);
        Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => test.Images.Tag(one, ImageReference.Parse("x").WithDigest(one.Digest))).Kind);
    }

    private static Task<ImageRecord> Add(TestStore test, int number) =>
        ImageIngestTests.AddAsync(test.Images, new TestImage(TestImage.Tar(("n", number.ToString()))));

    private static void Tag(TestStore test, ImageRecord image, params string[] names)
    {
        foreach (var name in names) test.Images.Tag(image, ImageReference.Parse(name));
    }
}
