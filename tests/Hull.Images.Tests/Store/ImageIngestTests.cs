using Hull.Core;
using Hull.Oci;

namespace Hull.Images.Tests.Store;

public class ImageIngestTests
{
    private static readonly byte[] _base = TestImage.Tar(("bin/", ""), ("bin/x", "program"), ("etc/", ""), ("etc/name", "base"));
    private static readonly byte[] _top = TestImage.Tar(("etc/", ""), ("etc/name", "top"), ("tmp/y", "implied"));

    [Fact]
    public async Task Records_an_image_with_its_layers_blobs_and_names()
    {
        using var test = new TestStore();
        var image = new TestImage(TestImage.Gzip(_base), TestImage.Zstd(_top));
        var record = await AddAsync(test.Images, image, "localhost/x", "quay.io/y:1");
        Assert.Equal(image.Id, record.Id);
        Assert.Equal(image.Manifest().Digest, record.Digest);
        // The name given last stands first.
        Assert.Equal(["quay.io/y:1", "localhost/x:latest"], record.RepoTags);
        Assert.Equal([$"quay.io/y@{record.Digest}", $"localhost/x@{record.Digest}"], record.RepoDigests);
        Assert.Equal(image.ConfigBytes, record.ConfigBytes.ToArray());
        Assert.Equal(_base.Length + _top.Length + image.ConfigBytes.Length + image.Manifest().Raw.Length, record.Size);
        Assert.Equal(image.Config.RootFs.DiffIds, record.Layers.Select(layer => layer.DiffId));
        Assert.Equal(["/bin/x"], record.Defaults.Cmd!);
        var trees = test.Images.LayerPaths(record).Select(layer => layer.Tree).ToList();
        Assert.Equal(("base", "top"), (File.ReadAllText(trees[0] + "/etc/name"), File.ReadAllText(trees[1] + "/etc/name")));
        Assert.Equal(image.Manifest().Raw.ToArray(), test.Images.Manifest(record).Raw.ToArray());
        test.AssertAtRest();
    }

    [Fact]
    public async Task A_layer_is_keyed_by_chain_only_where_it_depends_on_its_parents()
    {
        using var test = new TestStore();
        var whole = TestImage.Tar(("./", ""), ("etc/", ""), ("etc/z", "z"));
        var image = new TestImage(_base, whole, _top);
        var record = await AddAsync(test.Images, image, "x");
        var chain = ChainId.Of(image.Config.RootFs.DiffIds);
        Assert.Equal([chain[0].Hex, image.Config.RootFs.DiffIds[1].Hex, chain[2].Hex], record.Layers.Select(layer => layer.Key));
    }

    [Fact]
    public async Task Implied_directories_take_mode_and_owner_from_the_parents()
    {
        using var test = new TestStore();
        var sticky = TestImage.Tar(("./", ""), ("tmp/", ""));
        using var ingest = test.Images.BeginIngest();
        var image = new TestImage(sticky, _top);
        var layers = new List<StagedLayer>();
        foreach (var layer in image.Layers) layers.Add(await ingest.AddLayerAsync(new LayerBlob { What = "layer" }, new MemoryStream(layer), default));
        ingest.Add(New(image, layers), default);
        var record = ingest.Commit()[0];
        var tree = test.Images.LayerPaths(record)[1].Tree;
        Assert.Equal(File.GetUnixFileMode(test.Images.LayerPaths(record)[0].Tree + "/tmp"), File.GetUnixFileMode(tree + "/tmp"));
    }

    [Fact]
    public async Task Shares_what_is_here_already()
    {
        using var test = new TestStore();
        var one = await AddAsync(test.Images, new TestImage(_base), "one");
        var before = test.Inventory();
        using (var ingest = test.Images.BeginIngest())
        {
            var image = new TestImage(_base, _top);
            var reused = ingest.Reuse(Digest.Of(_base));
            Assert.Equal(Digest.Of(_base), reused!.DiffId);
            Assert.Equal((_base.Length, (long)_base.Length, LayerCompression.None), (reused.Size, reused.BlobSize, reused.Compression));
            Assert.Null(ingest.Reuse(Digest.Of(_top)));
            Assert.NotNull(ingest.ReuseByDiffId(Digest.Of(_base)));
            var added = await ingest.AddLayerAsync(new LayerBlob { What = "top" }, new MemoryStream(_top), default);
            ingest.Add(New(image, [reused, added]), default);
            var two = ingest.Commit()[0];
            Assert.Equal(one.Layers[0].Key, two.Layers[0].Key);
        }
        test.AssertAtRest();
        // One tree, one link and one blob more.
        Assert.Equal(before.Count + 3, test.Inventory().Count);
    }

    [Fact]
    public async Task The_same_content_over_other_parents_is_unpacked_from_the_blob_that_is_here()
    {
        using var test = new TestStore();
        var one = await AddAsync(test.Images, new TestImage(_base, _top), "one");
        var other = TestImage.Tar(("tmp/", ""));
        using (var ingest = test.Images.BeginIngest())
        {
            var image = new TestImage(other, _top);
            var below = await ingest.AddLayerAsync(new LayerBlob { What = "other" }, new MemoryStream(other), default);
            ingest.Add(New(image, [below, ingest.Reuse(Digest.Of(_top))!]), default);
            var two = ingest.Commit()[0];
            Assert.Equal(one.Layers[1].DiffId, two.Layers[1].DiffId);
            Assert.NotEqual(one.Layers[1].Key, two.Layers[1].Key);
            Assert.Equal("top", File.ReadAllText(test.Images.LayerPaths(two)[1].Tree + "/etc/name"));
        }
        test.AssertAtRest();
    }

    [Fact]
    public async Task A_layer_may_stand_twice_in_an_image()
    {
        using var test = new TestStore();
        var record = await AddAsync(test.Images, new TestImage(_base, _top, _top), "x");
        Assert.Equal(3, record.Layers.DistinctBy(layer => layer.Key).Count());
        test.AssertAtRest();
    }

    [Fact]
    public async Task Takes_sha512_digests()
    {
        using var test = new TestStore();
        var image = new TestImage(_base);
        image.Config = image.Config with { RootFs = image.Config.RootFs with { DiffIds = [Digest.Of(_base, DigestAlgorithm.Sha512)] } };
        using var ingest = test.Images.BeginIngest();
        var blob = TestImage.Gzip(_base);
        var layer = await ingest.AddLayerAsync(
            new LayerBlob { What = "x", Digest = Digest.Of(blob, DigestAlgorithm.Sha512), DiffAlgorithm = DigestAlgorithm.Sha512 }, new MemoryStream(blob), default);
        var configDigest = Digest.Of(image.ConfigBytes, DigestAlgorithm.Sha512);
        var manifest = ManifestDocument.Of(new Manifest
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.OciManifest,
            Config = new Descriptor { MediaType = MediaTypes.OciConfig, Digest = configDigest, Size = image.ConfigBytes.Length },
            Layers = [new Descriptor { MediaType = MediaTypes.OciLayerGzip, Digest = layer.Blob, Size = layer.BlobSize }],
        });
        ingest.Add(new NewImage { Manifest = manifest, Config = image.ConfigBytes, Layers = [layer] }, default);
        var record = ingest.Commit()[0];
        ingest.Dispose();
        Assert.Equal(configDigest.Hex, record.Id);
        Assert.True(File.Exists(Path.Combine(test.Root, "blobs/sha512", layer.Blob.Hex)));
        Assert.Equal(record.Id, test.Images.Get(record.Id).Id);
        test.AssertAtRest();
    }

    public static TheoryData<string, byte[], LayerBlob, ErrorKind, string> BadBlobs()
    {
        var gzip = TestImage.Gzip(_base);
        var damaged = gzip.ToArray();
        damaged[gzip.Length / 2] ^= 0x55;
        var rightDigest = new LayerBlob { What = "the blob", Digest = Digest.Of(gzip), Size = gzip.Length };
        return new()
        {
            { "wrong digest", gzip, rightDigest with { Digest = Digest.Of("x"u8) }, ErrorKind.Corrupt, "its digest is sha256:" },
            { "too short", gzip[..^1], rightDigest, ErrorKind.Corrupt, $"{gzip.Length - 1} bytes where {gzip.Length} belong" },
            { "too long", [.. gzip, 0], rightDigest, ErrorKind.Corrupt, $"more than the {gzip.Length} bytes" },
            // The true cause is the digest, although the decoder trips first.
            { "damaged, digest known", damaged, rightDigest, ErrorKind.Corrupt, "its digest is sha256:" },
            { "damaged, digest unknown", damaged, new LayerBlob { What = "the blob" }, ErrorKind.Corrupt, "" },
            { "gzip cut off", gzip[..(gzip.Length / 2)], new LayerBlob { What = "the blob" }, ErrorKind.Corrupt, "" },
            { "zstd cut off", TestImage.Zstd(_base)[..40], new LayerBlob { What = "the blob" }, ErrorKind.Corrupt, "" },
            { "no tar", "hello, world"u8.ToArray(), new LayerBlob { What = "the blob" }, ErrorKind.Corrupt, "" },
            { "tar cut off", _base[..700], new LayerBlob { What = "the blob" }, ErrorKind.Corrupt, "" },
            { "xz", [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 1, 2], new LayerBlob { What = "the blob" }, ErrorKind.Unsupported, "xz compression is not supported" },
            { "bzip2", "BZh91AY"u8.ToArray(), new LayerBlob { What = "the blob" }, ErrorKind.Unsupported, "bzip2 compression is not supported" },
            { "leaves the root", TestImage.Tar(("../evil", "x")), new LayerBlob { What = "the blob" }, ErrorKind.Corrupt, "evil" },
        };
    }

    [Theory]
    [MemberData(nameof(BadBlobs))]
    public async Task Refuses_a_bad_blob_and_leaves_nothing(string name, byte[] content, LayerBlob blob, ErrorKind kind, string reason)
    {
        using var test = new TestStore();
        using (var ingest = test.Images.BeginIngest())
        {
            var error = await Assert.ThrowsAsync<EngineException>(() => ingest.AddLayerAsync(blob, new MemoryStream(content), default));
            Assert.Equal(kind, error.Kind);
            Assert.StartsWith("the blob: ", error.Message, StringComparison.Ordinal);
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
            Assert.Equal(["lock"], Directory.EnumerateFileSystemEntries(ingest.Directory).Select(Path.GetFileName));
        }
        Assert.True(test.Images.List().Count == 0, name);
        test.AssertAtRest();
    }

    [Fact]
    public async Task Trailing_bytes_behind_the_compressed_stream_are_part_of_the_digest()
    {
        using var test = new TestStore();
        byte[] padded = [.. TestImage.Zstd(_base), .. TestImage.Zstd([])];
        using var ingest = test.Images.BeginIngest();
        var layer = await ingest.AddLayerAsync(new LayerBlob { What = "x", Digest = Digest.Of(padded) }, new MemoryStream(padded), default);
        Assert.Equal(Digest.Of(_base), layer.DiffId);
    }

    [Fact]
    public async Task A_stream_that_fails_or_is_cancelled_ends_the_ingest()
    {
        using var test = new TestStore();
        using (var ingest = test.Images.BeginIngest())
        {
            var failure = await Assert.ThrowsAsync<IOException>(() => ingest.AddLayerAsync(new LayerBlob { What = "x" }, new FailingStream(_base), default));
            Assert.Equal("the line broke", failure.Message);
            using var cancel = new CancellationTokenSource();
            var endless = ingest.AddLayerAsync(new LayerBlob { What = "x" }, new EndlessStream(cancel), cancel.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
        }
        test.AssertAtRest();
    }

    public static TheoryData<string, Func<NewImage, NewImage>, string> Disagreements => new()
    {
        { "config bytes", image => image with { Config = "{}"u8.ToArray() }, "its configuration has the digest" },
        { "layer count", image => image with { Layers = [] }, "0 layers where its manifest lists 1" },
        { "an index", image => image with { Manifest = ManifestDocument.Of(new ImageIndex { SchemaVersion = 2, Manifests = [] }) }, "an index is no image" },
    };

    [Theory]
    [MemberData(nameof(Disagreements))]
    public async Task Refuses_an_image_that_disagrees_with_itself(string what, Func<NewImage, NewImage> spoil, string reason)
    {
        using var test = new TestStore();
        using var ingest = test.Images.BeginIngest();
        var image = new TestImage(_base);
        var layer = await ingest.AddLayerAsync(new LayerBlob { What = "x" }, new MemoryStream(_base), default);
        var error = Assert.Throws<EngineException>(() => ingest.Add(spoil(New(image, [layer])), default));
        Assert.True(error.Kind == ErrorKind.Corrupt, what);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_layers_that_are_not_those_of_manifest_and_config()
    {
        using var test = new TestStore();
        using var ingest = test.Images.BeginIngest();
        var top = await ingest.AddLayerAsync(new LayerBlob { What = "x" }, new MemoryStream(_top), default);
        var error = Assert.Throws<EngineException>(() => ingest.Add(New(new TestImage(_base), [top]), default));
        Assert.Contains("layer 1 is sha256:", error.Message, StringComparison.Ordinal);
        var lying = new TestImage(_top);
        lying.Config = lying.Config with { RootFs = lying.Config.RootFs with { DiffIds = [Digest.Of(_base)] } };
        error = Assert.Throws<EngineException>(() => ingest.Add(New(lying, [top]), default));
        Assert.Contains("unpacks to", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ingest_without_commit_leaves_nothing()
    {
        using var test = new TestStore();
        using (var ingest = test.Images.BeginIngest())
        {
            var layer = await ingest.AddLayerAsync(new LayerBlob { What = "x" }, new MemoryStream(_base), default);
            ingest.Add(New(new TestImage(_base), [layer]), default);
        }
        Assert.Empty(test.Images.List());
        test.AssertAtRest();
    }

    [Fact]
    public async Task A_name_moves_to_the_new_image_and_leaves_the_old_dangling()
    {
        using var test = new TestStore();
        var old = await AddAsync(test.Images, new TestImage(_base), "x");
        var next = await AddAsync(test.Images, new TestImage(_top), "x");
        Assert.Equal(next.Id, test.Images.Get("x").Id);
        Assert.True(test.Images.Get(old.Id).IsDangling);
        Assert.Equal(["localhost/x:latest"], test.Images.Get(old.Id).NamesHistory);
    }

    [Fact]
    public async Task The_same_image_by_another_manifest_is_one_image_with_two_digests()
    {
        using var test = new TestStore();
        var plain = new TestImage(_base);
        var packed = new TestImage(TestImage.Gzip(_base));
        Assert.Equal(plain.Id, packed.Id);
        await AddAsync(test.Images, plain, "x");
        var record = await AddAsync(test.Images, packed, "x");
        Assert.Equal([packed.Manifest().Digest, plain.Manifest().Digest], record.Digests);
        Assert.Single(test.Images.List());
        test.AssertAtRest();
    }

    internal static async Task<ImageRecord> AddAsync(ImageStore store, TestImage image, params string[] names)
    {
        using var ingest = store.BeginIngest();
        var layers = new List<StagedLayer>();
        foreach (var blob in image.Layers)
        {
            layers.Add(ingest.Reuse(Digest.Of(blob))
                ?? await ingest.AddLayerAsync(new LayerBlob { What = "layer", Digest = Digest.Of(blob), Size = blob.Length }, new MemoryStream(blob), default));
        }
        ingest.Add(New(image, layers) with { Names = [.. names.Select(name => ImageName.Parse(name).AsLocal())] }, default);
        return ingest.Commit().Single();
    }

    private static NewImage New(TestImage image, IReadOnlyList<StagedLayer> layers) =>
        new() { Manifest = image.Manifest(), Config = image.ConfigBytes, Layers = layers };

    private sealed class FailingStream(byte[] content) : MemoryStream(content)
    {
        private bool _failed;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_failed) throw new IOException("the line broke");
            _failed = true;
            return base.ReadAsync(buffer[..1000], cancellationToken);
        }
    }

    private sealed class EndlessStream(CancellationTokenSource cancel) : MemoryStream
    {
        private int _reads;

        // A tar of one endless file would do as well; zeros are enough, since the end of an archive may be padded for ever.
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (++_reads == 100) cancel.Cancel();
            cancellationToken.ThrowIfCancellationRequested();
            return new(buffer.Length);
        }
    }
}
