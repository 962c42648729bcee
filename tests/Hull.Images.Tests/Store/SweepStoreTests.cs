using Hull.Images.Store;
using Hull.Oci;

namespace Hull.Images.Tests.Store;

public class SweepStoreTests
{
    private static readonly byte[] _layer = TestImage.Tar(("a", "x"), ("d/", ""), ("d/b", "y"));

    [Fact]
    public void A_store_at_rest_needs_no_sweep()
    {
        using var test = new TestStore();
        Assert.False(test.Images.SweepIfNeeded());
        test.Images.Sweep();
        test.AssertAtRest();
    }

    [Fact]
    public async Task Leftovers_of_a_killed_ingest_are_swept_and_the_image_stays()
    {
        using var test = new TestStore();
        await ImageIngestTests.AddAsync(test.Images, new TestImage(_layer), "kept");
        var before = test.Inventory();
        // As a kill between the renames and the commit leaves it: staged files, a tree and a blob without rows, a lock nobody holds.
        var staging = StagingDirectory.Create(test.Images.Layout);
        File.WriteAllText(staging.Combine("blob1"), "half");
        Directory.CreateDirectory(staging.Combine("tree2/deep/er"));
        staging.Abandon();
        staging.Dispose();
        Directory.CreateDirectory(test.Images.Layout.Tree(new string('e', 64)));
        File.CreateSymbolicLink(test.Images.Layout.Link(new string('e', 16)), StoreLayout.LinkTarget(new string('e', 64)));
        File.WriteAllText(test.Images.Layout.Blob(Digest.Of("orphan"u8)), "orphan");
        Assert.NotEqual(before, test.Inventory());
        Assert.True(test.Images.SweepIfNeeded());
        Assert.Equal(before, test.Inventory());
        test.AssertAtRest();
        Assert.NotNull(test.Images.Find("kept"));
    }

    [Fact]
    public async Task A_killed_removal_is_finished()
    {
        using var test = new TestStore();
        var empty = test.Inventory();
        await ImageIngestTests.AddAsync(test.Images, new TestImage(_layer), "x");
        // As a kill after the commit leaves it: files without rows, and the removal's own directory.
        var staging = StagingDirectory.Create(test.Images.Layout);
        test.Database.Write((c, _) =>
        {
            foreach (var table in (string[])["images", "image_names", "image_layers", "manifests", "manifest_blobs", "layers", "blobs"]) c.Run($"DELETE FROM {table}");
        });
        staging.Abandon();
        staging.Dispose();
        Assert.True(test.Open().SweepIfNeeded());
        Assert.Equal(empty, test.Inventory());
    }

    [Fact]
    public async Task What_a_living_process_stages_is_left_alone()
    {
        using var test = new TestStore();
        using var ingest = test.Images.BeginIngest();
        var layer = await ingest.AddLayerAsync(new LayerBlob { What = "x" }, new MemoryStream(_layer), default);
        var before = test.Inventory();
        Assert.False(test.Open().SweepIfNeeded());
        test.Open().Sweep();
        Assert.Equal(before, test.Inventory());
        var image = new TestImage(_layer);
        ingest.Add(new NewImage { Manifest = image.Manifest(), Config = image.ConfigBytes, Layers = [layer] }, default);
        ingest.Commit();
        ingest.Dispose();
        test.AssertAtRest();
    }

    [Fact]
    public async Task An_orphan_in_the_way_of_a_new_layer_is_replaced()
    {
        using var test = new TestStore();
        var orphan = test.Images.Layout.Tree(Digest.Of(_layer).Hex);
        Directory.CreateDirectory(orphan);
        File.WriteAllText(orphan + "/half", "unpacked by a killed process");
        File.WriteAllText(test.Images.Layout.Blob(Digest.Of(_layer)), "half");
        var image = await ImageIngestTests.AddAsync(test.Images, new TestImage(_layer), "x");
        Assert.Equal(["a", "d"], Directory.EnumerateFileSystemEntries(test.Images.LayerPaths(image)[0].Tree).Select(Path.GetFileName).Order());
        Assert.Equal(_layer, File.ReadAllBytes(test.Images.Layout.Blob(Digest.Of(_layer))));
        test.AssertAtRest();
    }

    [Fact]
    public void Sweep_finds_orphans_without_any_sign_of_a_kill()
    {
        using var test = new TestStore();
        File.WriteAllText(test.Images.Layout.Blob(Digest.Of("orphan"u8)), "orphan");
        Assert.False(test.Images.SweepIfNeeded());
        test.Images.Sweep();
        test.AssertAtRest();
    }

    [Fact]
    public async Task A_commit_that_fails_in_the_database_leaves_a_sign_for_the_sweep()
    {
        using var test = new TestStore();
        var empty = test.Inventory();
        using (var ingest = test.Images.BeginIngest())
        {
            var layer = await ingest.AddLayerAsync(new LayerBlob { What = "x" }, new MemoryStream(_layer), default);
            var image = new TestImage(_layer);
            ingest.Add(new NewImage { Manifest = image.Manifest(), Config = image.ConfigBytes, Layers = [layer] }, default);
            test.Database.Write((c, _) => c.Run("CREATE TRIGGER refuse BEFORE INSERT ON images BEGIN SELECT RAISE(ABORT, 'refused by the test'); END"));
            Assert.Contains("refused by the test", Assert.Throws<Core.EngineException>(() => ingest.Commit()).Message, StringComparison.Ordinal);
        }
        Assert.NotEqual(empty, test.Inventory());
        Assert.True(test.Images.SweepIfNeeded());
        Assert.Equal(empty, test.Inventory());
        Assert.Empty(test.Images.List());
    }

    [Fact]
    public void A_command_does_not_wait_for_another_that_is_changing_the_store()
    {
        using var test = new TestStore();
        var staging = StagingDirectory.Create(test.Images.Layout);
        staging.Abandon();
        staging.Dispose();
        using (StagingDirectory.LockStore(test.Images.Layout)) Assert.False(test.Images.SweepIfNeeded());
        Assert.True(test.Images.SweepIfNeeded());
        test.AssertAtRest();
    }

    [Fact]
    public void A_store_that_cannot_be_opened_says_so()
    {
        using var test = new TestStore();
        File.WriteAllText(test["file"], "");
        var error = Assert.Throws<Core.EngineException>(() => new ImageStore(test["file"], test.Database));
        Assert.StartsWith($"open the image store {test["file"]}: ", error.Message, StringComparison.Ordinal);
    }
}
