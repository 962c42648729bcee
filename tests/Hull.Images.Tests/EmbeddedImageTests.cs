using Hull.Images.Tests.Store;
using Hull.Oci;

namespace Hull.Images.Tests;

public class EmbeddedImageTests
{
    private static readonly byte[] _program = "\u007fELF, more or less"u8.ToArray();

    [Fact]
    public async Task Makes_the_image_once()
    {
        using var test = new TestStore();
        var image = await EmbeddedImage.EnsureAsync(test.Images, _program, default);
        Assert.Equal(["localhost/hull/hello:latest"], image.RepoTags);
        Assert.Equal(["/hello"], image.Defaults.Cmd!);
        Assert.Equal(Platform.Host, image.Config.Platform);
        var file = test.Images.LayerPaths(image).Single().Tree + "/hello";
        Assert.Equal(_program, File.ReadAllBytes(file));
        Assert.True(File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherExecute));
        Assert.Equal(image.Id, (await EmbeddedImage.EnsureAsync(test.Images, _program, default)).Id);
        Assert.Single(test.Images.List());
        test.AssertAtRest();
    }

    [Fact]
    public async Task Leaves_a_users_image_of_that_name_alone()
    {
        using var test = new TestStore();
        var mine = await ImageIngestTests.AddAsync(test.Images, new TestImage(TestImage.Tar(("x", "mine"))), "localhost/hull/hello");
        Assert.Equal(mine.Id, (await EmbeddedImage.EnsureAsync(test.Images, _program, default)).Id);
        Assert.Single(test.Images.List());
    }
}
