using Hull.Core;
using Hull.Images.Store;
using Hull.Oci;

namespace Hull.Images.Tests.Store;

public class RemoveImageTests
{
    private static readonly byte[] _base = TestImage.Tar(("a", "base"));
    private static readonly byte[] _top = TestImage.Tar(("b", "top"));

    [Fact]
    public async Task Removes_an_image_its_layers_and_blobs()
    {
        using var test = new TestStore();
        var empty = test.Inventory();
        var image = await ImageIngestTests.AddAsync(test.Images, new TestImage(_base, _top), "x");
        var removed = test.Images.Remove("x");
        Assert.Equal(["localhost/x:latest"], removed.Untagged);
        Assert.Equal([image.Id], removed.Deleted);
        Assert.Empty(test.Images.List());
        Assert.Equal(empty, test.Inventory());
        Assert.Equal("x: image not known", Assert.Throws<EngineException>(() => test.Images.Remove("x")).Message);
        Assert.Equal(empty, test.Inventory());
    }

    [Fact]
    public async Task Keeps_what_another_image_uses()
    {
        using var test = new TestStore();
        await ImageIngestTests.AddAsync(test.Images, new TestImage(_base), "base");
        var before = test.Inventory();
        await ImageIngestTests.AddAsync(test.Images, new TestImage(_base, _top), "x");
        test.Images.Remove("x");
        Assert.Equal(before, test.Inventory());
        test.AssertAtRest();
    }

    [Fact]
    public async Task By_one_of_several_names_only_the_name_goes()
    {
        using var test = new TestStore();
        var image = await ImageIngestTests.AddAsync(test.Images, new TestImage(_base), "x", "y");
        var removed = test.Images.Remove("x");
        Assert.Equal(["localhost/x:latest"], removed.Untagged);
        Assert.Equal([], removed.Deleted);
        Assert.Equal(["localhost/y:latest"], test.Images.Get(image.Id).RepoTags);
        Assert.Equal([image.Id], test.Images.Remove("y").Deleted);
    }

    [Fact]
    public async Task By_id_with_several_names_it_wants_force()
    {
        using var test = new TestStore();
        var image = await ImageIngestTests.AddAsync(test.Images, new TestImage(_base), "x", "y");
        var error = Assert.Throws<EngineException>(() => test.Images.Remove(image.ShortId));
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Equal(
            $"unable to delete image \"{image.Id}\" by ID with more than one tag ([localhost/y:latest localhost/x:latest]): please force removal", error.Message);
        var removed = test.Images.Remove(image.ShortId, new RemoveImageOptions { Force = true });
        Assert.Equal(["localhost/y:latest", "localhost/x:latest"], removed.Untagged);
        Assert.Equal([image.Id], removed.Deleted);
        test.AssertAtRest();
    }

    [Fact]
    public async Task An_image_under_a_container_stays()
    {
        using var test = new TestStore();
        var image = await ImageIngestTests.AddAsync(test.Images, new TestImage(_base), "x");
        test.Database.Write((c, _) => c.Run("INSERT INTO containers(id, name, image_id, created, config, state) VALUES('c1', 'n', @0, 1, '', '{}')", image.Id));
        var error = Assert.Throws<EngineException>(() => test.Images.Remove("x", new RemoveImageOptions { Force = true }));
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.StartsWith("image used by c1: image is in use by a container", error.Message, StringComparison.Ordinal);
        Assert.Equal(["localhost/x:latest"], test.Images.Get("x").RepoTags);
        test.AssertAtRest();
    }

    [Fact]
    public async Task Dangling_parents_go_along_unless_they_are_to_stay()
    {
        using var test = new TestStore();
        var parent = await ImageIngestTests.AddAsync(test.Images, new TestImage(_base));
        var child = await ImageIngestTests.AddAsync(test.Images, new TestImage(_base, _top), "x");
        Assert.Equal(parent.Id, test.Images.Parent(child)!.Id);
        Assert.Null(test.Images.Parent(parent));
        Assert.Equal([child.Id], test.Images.Remove("x", new RemoveImageOptions { NoPrune = true }).Deleted);
        await ImageIngestTests.AddAsync(test.Images, new TestImage(_base, _top), "x");
        Assert.Equal([child.Id, parent.Id], test.Images.Remove("x").Deleted);
        Assert.Empty(test.Images.List());
        test.AssertAtRest();
    }

    [Fact]
    public async Task A_parent_with_a_name_or_another_child_stays()
    {
        using var test = new TestStore();
        var parent = await ImageIngestTests.AddAsync(test.Images, new TestImage(_base));
        await ImageIngestTests.AddAsync(test.Images, new TestImage(_base, _top), "x");
        await ImageIngestTests.AddAsync(test.Images, new TestImage(_base, TestImage.Tar(("c", "other"))), "y");
        Assert.Single(test.Images.Remove("x").Deleted);
        test.Images.Tag(parent, ImageReference.Parse("localhost/named"));
        Assert.Single(test.Images.Remove("y").Deleted);
        Assert.Equal([parent.Id], test.Images.List().Select(image => image.Id));
    }

    [Fact]
    public async Task What_a_living_ingest_counts_on_stays_and_is_recorded_again()
    {
        using var test = new TestStore();
        await ImageIngestTests.AddAsync(test.Images, new TestImage(_base), "x");
        using (var ingest = test.Images.BeginIngest())
        {
            var reused = ingest.Reuse(Digest.Of(_base))!;
            test.Open().Remove("x");
            Assert.Empty(test.Images.List());
            var image = new TestImage(_base);
            ingest.Add(new NewImage { Manifest = image.Manifest(), Config = image.ConfigBytes, Layers = [reused] }, default);
            var record = ingest.Commit().Single();
            Assert.Equal("base", File.ReadAllText(test.Images.LayerPaths(record)[0].Tree + "/a"));
        }
        Assert.True(test.Images.SweepIfNeeded());
        test.AssertAtRest();
        Assert.Single(test.Images.List());
    }

    [Fact]
    public async Task What_a_removal_left_to_a_living_ingest_is_swept_afterwards()
    {
        using var test = new TestStore();
        var empty = test.Inventory();
        await ImageIngestTests.AddAsync(test.Images, new TestImage(_base), "x");
        using (test.Images.BeginIngest())
        {
            test.Open().Remove("x");
            Assert.NotEqual(empty, test.Inventory());
            test.Open().Sweep();
            Assert.Contains(test.Inventory(), path => path.StartsWith("blobs/", StringComparison.Ordinal));
        }
        Assert.True(test.Images.SweepIfNeeded());
        Assert.Equal(empty, test.Inventory());
        Assert.False(test.Images.SweepIfNeeded());
    }
}
