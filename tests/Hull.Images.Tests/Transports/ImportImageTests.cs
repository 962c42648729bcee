using Hull.Core;
using Hull.Images.Transports;
using Hull.Oci;

namespace Hull.Images.Tests.Transports;

public class ImportImageTests
{
    private static readonly byte[] _tar = TestImage.Tar(("./", ""), ("./bin/", ""), ("./bin/x", "program"));
    private static readonly DateTimeOffset _created = new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("plain")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Imports_a_root_file_system(string compression)
    {
        using var test = new TestStore();
        var blob = compression switch { "gzip" => TestImage.Gzip(_tar), "zstd" => TestImage.Zstd(_tar), _ => _tar };
        var options = new ImportOptions
        {
            Changes = ["CMD /bin/x", "ENV A=1"],
            Message = "hello",
            Name = ImageReference.Parse("localhost/x:1"),
            Created = _created,
            Platform = new Platform { Os = "linux", Architecture = "arm64", Variant = "v8" },
        };
        var image = await new ImportImage(test.Images).FromStreamAsync(new MemoryStream(blob), "x.tar", options, default);
        Assert.Equal(["localhost/x:1"], image.RepoTags);
        Assert.Equal((_created, "arm64", "v8", "linux"), (image.Created, image.Config.Architecture, image.Config.Variant, image.Config.Os));
        Assert.Equal(["/bin/sh", "-c", "/bin/x"], image.Defaults.Cmd!);
        Assert.Equal(("hello", $"/bin/sh -c #(nop) ADD file:{Digest.Of(_tar).Hex} in /"), (image.Config.History![0].Comment, image.Config.History[0].CreatedBy));
        Assert.Equal(Digest.Of(blob), test.Images.Manifest(image).Manifest!.Layers.Single().Digest);
        Assert.Equal("program", File.ReadAllText(test.Images.LayerPaths(image)[0].Tree + "/bin/x"));
        // The same import again is the same image.
        Assert.Equal(image.Id, (await new ImportImage(test.Images).FromStreamAsync(new MemoryStream(blob), "x.tar", options, default)).Id);
        test.AssertAtRest();
    }

    [Fact]
    public async Task Says_imported_from_tarball_and_the_hosts_platform_by_default()
    {
        using var test = new TestStore();
        var image = await new ImportImage(test.Images).FromStreamAsync(new MemoryStream(_tar), "x.tar", new ImportOptions(), default);
        Assert.Equal("imported from tarball", image.Config.History![0].Comment);
        Assert.Equal(Platform.Host, image.Config.Platform);
        Assert.True(image.IsDangling);
    }

    [Fact]
    public async Task Refuses_what_is_no_tar_and_what_is_no_change()
    {
        using var test = new TestStore();
        var import = new ImportImage(test.Images);
        foreach (var (content, options, reason) in new (byte[], ImportOptions, string)[]
        {
            (System.Text.Encoding.ASCII.GetBytes(new string('x', 1000)), new(), "x.tar: "),
            ([], new(), "x.tar: "),
            (_tar, new() { Changes = ["NONSENSE 1"] }, "invalid change"),
        })
        {
            var error = await Assert.ThrowsAsync<EngineException>(() => import.FromStreamAsync(new MemoryStream(content), "x.tar", options, default));
            Assert.StartsWith(reason, error.Message, StringComparison.Ordinal);
            test.AssertAtRest();
        }
        Assert.Empty(test.Images.List());
    }
}
