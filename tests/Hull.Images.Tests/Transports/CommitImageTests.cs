using System.Text;
using Hull.Core;
using Hull.Images.Layers;
using Hull.Images.Transports;
using Hull.Oci;

namespace Hull.Images.Tests.Transports;

public class CommitImageTests
{
    private static readonly byte[] _base = TestImage.Tar(("./", ""), ("./bin/", ""), ("./bin/x", "program"));
    private static readonly byte[] _layer = TestImage.Tar(("./", ""), ("./bin/", ""), ("./bin/y", "more"));

    private static Task<ImageRecord> Import(TestStore test) =>
        new ImportImage(test.Images).FromStreamAsync(new MemoryStream(_base), "x.tar", new ImportOptions { Name = ImageReference.Parse("localhost/x:1") }, default);

    private static Task<ImageRecord> Commit(TestStore test, CommitOptions options) =>
        new CommitImage(test.Images).FromLayerAsync(output => output.Write(_layer), options, default);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_layer_comes_on_top_and_its_diff_id_is_the_tars(bool isDocker)
    {
        using var test = new TestStore();
        var below = await Import(test);
        var image = await Commit(test, new CommitOptions
        {
            Base = below,
            Defaults = new ContainerDefaults { Cmd = ["y"] },
            Author = "me",
            Message = "hello",
            CreatedBy = "sh -c y",
            BaseName = "localhost/x:1",
            IsDocker = isDocker,
            Name = ImageReference.Parse("localhost/y:1"),
        });
        Assert.Equal([.. below.Layers.Select(layer => layer.DiffId), Digest.Of(_layer)], image.Layers.Select(layer => layer.DiffId));
        Assert.Equal(isDocker ? MediaTypes.DockerManifest : MediaTypes.OciManifest, image.ManifestType);
        Assert.Equal(("me", isDocker ? "hello" : null), (image.Config.Author, image.Config.Comment));
        Assert.Equal((2, "sh -c y", "FROM localhost/x:1"), (image.Config.History!.Count, image.Config.History[1].CreatedBy, image.Config.History[1].Comment));
        Assert.Equal(["localhost/y:1"], image.RepoTags);
        Assert.Equal("more", File.ReadAllText(test.Images.LayerPaths(image)[1].Tree + "/bin/y"));
        test.AssertAtRest();
    }

    [Fact]
    public async Task A_layer_that_has_everything_stands_alone()
    {
        using var test = new TestStore();
        var image = await Commit(test, new CommitOptions { Base = await Import(test), Squash = true, Defaults = new ContainerDefaults() });
        Assert.Equal([Digest.Of(_layer)], image.Layers.Select(layer => layer.DiffId));
        Assert.Single(image.Config.History!);
        Assert.True(image.IsDangling);
    }

    [Fact]
    public async Task What_the_writer_throws_comes_through_and_nothing_is_recorded()
    {
        using var test = new TestStore();
        var options = new CommitOptions { Base = await Import(test), Defaults = new ContainerDefaults() };
        var error = await Assert.ThrowsAsync<EngineException>(() => new CommitImage(test.Images).FromLayerAsync(
            output =>
            {
                output.Write(_layer.AsSpan(0, 1024));
                throw new EngineException(ErrorKind.InvalidState, "the layer cannot be written");
            },
            options,
            default));
        Assert.Contains("the layer cannot be written", error.Message, StringComparison.Ordinal);
        Assert.Single(test.Images.List());
        test.AssertAtRest();
    }

    [Fact]
    public async Task A_large_layer_passes_through_in_pieces()
    {
        using var test = new TestStore();
        var source = Directory.CreateTempSubdirectory("hull-commit-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(source, "big"), new byte[20 << 20]);
            File.WriteAllText(Path.Combine(source, "small"), new string('x', 100), Encoding.ASCII);
            WrittenLayer? written = null;
            var image = await new CommitImage(test.Images).FromLayerAsync(
                output => written = LayerWriter.WriteLayer(source, output, default), new CommitOptions { Defaults = new ContainerDefaults() }, default);
            Assert.Equal((20 << 20) + 100, written!.ContentBytes);
            Assert.Equal(20 << 20, new FileInfo(test.Images.LayerPaths(image)[0].Tree + "/big").Length);
        }
        finally
        {
            Directory.Delete(source, recursive: true);
        }
    }
}
