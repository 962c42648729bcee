using System.Security.Cryptography;
using Hull.Core;
using Hull.Images.Registry;
using Hull.Images.Store;
using Hull.Images.Tests.Store;
using Hull.Oci;

namespace Hull.Images.Tests.Registry;

public class PushImageTests
{
    private const string Uploads = "/blobs/uploads/";
    private static readonly byte[] _plain = TestImage.Tar(("etc/", ""), ("etc/motd", new string('x', 20_000)));
    private static readonly byte[] _small = TestImage.Gzip(TestImage.Tar(("bin/", ""), ("bin/x", "program")));
    private static readonly byte[] _large = FakeImage.Noise(900_000);

    [Fact]
    public async Task Sends_the_very_bytes_and_the_manifest_last()
    {
        using var bed = new RegistryBed();
        var source = new TestImage(_small, _large);
        var image = await ImageIngestTests.AddAsync(bed.Store, source, "x");
        Assert.Equal(image.Digest, await bed.PushAsync(image));
        foreach (var blob in (byte[][])[_small, _large, source.ConfigBytes]) Assert.Equal(blob, bed.Registry.Blobs[$"team/app@{Digest.Of(blob)}"]);
        Assert.Equal(source.Manifest().Raw.ToArray(), bed.Registry.Manifests["team/app:1"].Raw);
        Assert.Equal(MediaTypes.OciManifest, bed.Registry.Manifests["team/app:1"].Type);
        Assert.Equal("PUT", bed.Registry.Seen.Last().Method);
        Assert.EndsWith("/manifests/1", bed.Registry.Seen.Last().Path, StringComparison.Ordinal);
        Assert.Equal(3, bed.Registry.Asked("PATCH", Uploads).Count);
        bed.AssertNoSecretIsTold();

        // What is there is not sent a second time.
        bed.Registry.Seen.Clear();
        await bed.PushAsync(image);
        Assert.Equal(["HEAD", "PUT"], bed.Registry.Seen.Where(request => request.Path != "/v2/").Select(request => request.Method).Distinct());
        await bed.PullAsync();
        bed.Test.AssertAtRest();
    }

    [Fact]
    public async Task Mounts_what_another_repository_of_the_registry_has()
    {
        using var bed = new RegistryBed();
        var fake = new FakeImage(_small, _large).PutOn(bed.Registry, "base/os", "9");
        var image = await bed.PullAsync(ImageReference.Parse($"{bed.Registry.Authority}/base/os:9"));
        await bed.PushAsync(image);
        Assert.Equal(_large, bed.Registry.Blobs[$"team/app@{fake.Layer(1)}"]);
        var mounts = bed.Registry.Asked("POST", Uploads).Where(request => request.Query("mount") is not null).ToList();
        Assert.Equal([("base/os", fake.Layer(0).ToString()), ("base/os", fake.Layer(1).ToString())],
            mounts.Select(request => (request.Query("from")!, request.Query("mount")!)).OrderBy(mount => mount.Item2 == fake.Layer(0).ToString() ? 0 : 1));
        // Only the configuration is sent.
        Assert.Single(bed.Registry.Asked("PATCH", Uploads));
    }

    [Theory]
    [InlineData(202)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task Sends_what_cannot_be_mounted(int status)
    {
        using var bed = new RegistryBed();
        var fake = new FakeImage(_small).PutOn(bed.Registry, "base/os", "9");
        var image = await bed.PullAsync(ImageReference.Parse($"{bed.Registry.Authority}/base/os:9"));
        bed.Registry.On("POST", Uploads, (_, request) => request.Query("mount") is null ? null
            : status == 202 ? bed.Registry.Answer(request with { Target = request.Path }) : new FakeAnswer(status));
        await bed.PushAsync(image);
        Assert.Equal(_small, bed.Registry.Blobs[$"team/app@{fake.Layer(0)}"]);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("stall")]
    public async Task Goes_on_where_the_registry_stands_when_the_connection_ends(string how)
    {
        var end = how == "reset" ? FakeEnd.Reset : FakeEnd.Stall;
        using var bed = new RegistryBed();
        bed.Access = bed.Access with { StallTimeout = TimeSpan.FromMilliseconds(300) };
        var image = await ImageIngestTests.AddAsync(bed.Store, new TestImage(_large), "x");
        var broken = 0;
        bed.Registry.TakeOnly = request => IsLarge(request) && Interlocked.Increment(ref broken) <= 2 ? (200_000, end) : null;
        await bed.PushAsync(image);
        Assert.Equal(_large, bed.Registry.Blobs[$"team/app@{Digest.Of(_large)}"]);
        Assert.Equal(["0", "200000", "400000"], bed.Registry.Asked("PATCH", Uploads).Where(IsLarge).Select(request => request["Content-Range"]!.Split('-')[0]));
        Assert.Equal(2, bed.Registry.Asked("GET", Uploads).Count);
    }

    [Fact]
    public async Task Sends_nothing_again_when_only_the_answer_was_lost()
    {
        using var bed = new RegistryBed();
        var image = await ImageIngestTests.AddAsync(bed.Store, new TestImage(_large), "x");
        var broken = 0;
        bed.Registry.TakeOnly = request => IsLarge(request) && Interlocked.Increment(ref broken) <= 1 ? (_large.Length, FakeEnd.Reset) : null;
        await bed.PushAsync(image);
        Assert.Equal(_large, bed.Registry.Blobs[$"team/app@{Digest.Of(_large)}"]);
        Assert.Single(bed.Registry.Asked("PATCH", Uploads), IsLarge);
    }

    [Theory]
    [InlineData("forgets the upload")]
    [InlineData("claims more than the blob has")]
    public async Task Begins_anew_where_the_registry_cannot_go_on(string why)
    {
        using var bed = new RegistryBed();
        var image = await ImageIngestTests.AddAsync(bed.Store, new TestImage(_large), "x");
        var broken = 0;
        bed.Registry.TakeOnly = request => IsLarge(request) && Interlocked.Increment(ref broken) <= 1 ? (200_000, FakeEnd.Reset) : null;
        bed.Registry.On("GET", Uploads, (_, _) => why == "forgets the upload"
            ? FakeAnswer.Error(404, "BLOB_UPLOAD_UNKNOWN", "upload unknown")
            : new FakeAnswer(204, ("Range", "0-99999999999")));
        await bed.PushAsync(image);
        Assert.Equal(_large, bed.Registry.Blobs[$"team/app@{Digest.Of(_large)}"]);
        Assert.Equal(2, bed.Registry.Asked("PATCH", Uploads).Where(IsLarge).Select(request => request.Path).Distinct().Count());
    }

    [Fact]
    public async Task Gives_up_when_the_connection_always_ends()
    {
        using var bed = new RegistryBed();
        var image = await ImageIngestTests.AddAsync(bed.Store, new TestImage(_large), "x");
        bed.Registry.TakeOnly = request => IsLarge(request) ? (1000, FakeEnd.Reset) : null;
        bed.AssertToldWell(await Assert.ThrowsAsync<EngineException>(() => bed.PushAsync(image)), ErrorKind.Network, $"writing blob {Digest.Of(_large)}");
        Assert.Empty(bed.Registry.Manifests);
    }

    [Fact]
    public async Task Sends_a_body_again_when_its_token_has_ended_meanwhile()
    {
        using var bed = new RegistryBed();
        var image = await ImageIngestTests.AddAsync(bed.Store, new TestImage(_plain, _large), "x");
        bed.Registry.On("GET", "/token", (n, _) => FakeAnswer.Text(200, $$"""{"token":"{{RegistryBed.Token}}-{{n}}"}"""));
        // Both layers' first bodies come too late; what is sent again is good.
        bed.Registry.On("PATCH", Uploads, (n, _) => n is 0 or 2 ? FakeAnswer.Error(401, "UNAUTHORIZED", "token expired", ("WWW-Authenticate", Bearer(bed))) : null);
        foreach (var method in (string[])["HEAD", "POST", "PUT", "PATCH"])
            bed.Registry.On(method, "/v2/team", (_, request) => request["Authorization"] is null ? new FakeAnswer(401, ("WWW-Authenticate", Bearer(bed))) : null);
        bed.Access = bed.Access with { Parallelism = 1 };
        await bed.PushAsync(image);
        Assert.Equal(_large, bed.Registry.Blobs[$"team/app@{Digest.Of(_large)}"]);
        var used = bed.Registry.Asked("PATCH", Uploads).Select(request => request["Authorization"]![^1]);
        Assert.Equal("01122", string.Concat(used));
        bed.AssertNoSecretIsTold();
    }

    [Fact]
    public async Task Compresses_plain_layers_by_gzip()
    {
        using var bed = new RegistryBed();
        var source = new TestImage(_plain, _small);
        var image = await ImageIngestTests.AddAsync(bed.Store, source, "x");
        var digest = await bed.PushAsync(image);
        Assert.NotEqual(image.Digest, digest);
        await AssertPushedAsync(bed, source, LayerCompression.Gzip);
        Assert.Equal(_small, bed.Registry.Blobs[$"team/app@{Digest.Of(_small)}"]);
    }

    [Theory]
    [InlineData(MediaTypes.OciManifest)]
    [InlineData(MediaTypes.DockerManifest)]
    public async Task Compresses_all_layers_by_zstd_on_demand(string type)
    {
        using var bed = new RegistryBed();
        var source = new TestImage(_plain, _small, _large);
        var image = await AddAsync(bed, source, type);
        await bed.PushAsync(image, new PushOptions { Compression = LayerCompression.Zstd, CompressionLevel = 7 });
        await AssertPushedAsync(bed, source, LayerCompression.Zstd);
    }

    [Fact]
    public async Task Refuses_zstd_in_a_manifest_of_Dockers()
    {
        using var bed = new RegistryBed();
        var image = await ImageIngestTests.AddAsync(bed.Store, new TestImage(_plain), "x");
        var options = new PushOptions { Compression = LayerCompression.Zstd, ManifestType = MediaTypes.DockerManifest };
        bed.AssertToldWell(await Assert.ThrowsAsync<EngineException>(() => bed.PushAsync(image, options)), ErrorKind.InvalidArgument, "zstd", "v2s2");
        Assert.Empty(bed.Registry.Manifests);
    }

    [Fact]
    public async Task Compresses_anew_when_the_connection_ends()
    {
        using var bed = new RegistryBed();
        var source = new TestImage(TestImage.Tar(("noise", Convert.ToBase64String(RandomNumberGenerator.GetBytes(500_000)))));
        var image = await ImageIngestTests.AddAsync(bed.Store, source, "x");
        var broken = 0;
        bed.Registry.TakeOnly = request => request.Method == "PATCH" && Interlocked.Increment(ref broken) <= 1 ? (100_000, FakeEnd.Reset) : null;
        await bed.PushAsync(image);
        await AssertPushedAsync(bed, source, LayerCompression.Gzip);
    }

    [Fact]
    public async Task A_registry_that_records_another_manifest_is_an_error()
    {
        using var bed = new RegistryBed();
        var image = await ImageIngestTests.AddAsync(bed.Store, new TestImage(_small), "x");
        bed.Registry.On("PUT", "/manifests/", (_, _) => new FakeAnswer(201, ("Docker-Content-Digest", Digest.Of("x"u8).ToString())));
        bed.AssertToldWell(await Assert.ThrowsAsync<EngineException>(() => bed.PushAsync(image)), ErrorKind.Network, "has recorded", Digest.Of("x"u8).ToString(), image.Digest.ToString());
    }

    [Theory]
    [InlineData("POST", Uploads, 403, ErrorKind.Unauthorized, "denied")]
    [InlineData("POST", Uploads, 401, ErrorKind.Unauthorized, "unauthorized")]
    [InlineData("POST", Uploads, 200, ErrorKind.Network, "200")]
    [InlineData("PATCH", Uploads, 413, ErrorKind.Network, "413")]
    [InlineData("PATCH", Uploads, 500, ErrorKind.Network, "500")]
    [InlineData("PUT", Uploads, 400, ErrorKind.Network, "400")]
    [InlineData("PUT", "/manifests/", 400, ErrorKind.Network, "400")]
    [InlineData("PUT", "/manifests/", 403, ErrorKind.Unauthorized, "denied")]
    [InlineData("HEAD", "/blobs/", 500, ErrorKind.Network, "500")]
    public async Task Tells_what_the_registry_refuses(string method, string path, int status, ErrorKind kind, string word)
    {
        using var bed = new RegistryBed();
        var image = await ImageIngestTests.AddAsync(bed.Store, new TestImage(_small), "x");
        bed.Registry.On(method, path, (_, _) => new FakeAnswer(status));
        bed.AssertToldWell(await Assert.ThrowsAsync<EngineException>(() => bed.PushAsync(image)), kind, word, "team/app");
        Assert.Empty(bed.Registry.Manifests);
    }

    [Theory]
    [InlineData("//", "no address")]
    [InlineData("ftp://127.0.0.1/upload", "ftp")]
    [InlineData(null, "names no address")]
    public async Task Refuses_uploads_to_nowhere(string? location, string word)
    {
        using var bed = new RegistryBed();
        var image = await ImageIngestTests.AddAsync(bed.Store, new TestImage(_small), "x");
        bed.Registry.On("POST", Uploads, (_, _) => location is null ? new FakeAnswer(202) : new FakeAnswer(202, ("Location", location)));
        bed.AssertToldWell(await Assert.ThrowsAsync<EngineException>(() => bed.PushAsync(image)), ErrorKind.Network, word);
    }

    [Fact]
    public async Task Sends_blobs_without_credentials_to_another_host_that_the_registry_names()
    {
        using var bed = new RegistryBed();
        var image = await ImageIngestTests.AddAsync(bed.Store, new TestImage(_small), "x");
        bed.Registry.On("POST", Uploads, (n, _) => new FakeAnswer(202, ("Location", $"http://{bed.Other.Authority}/put/{n}?signature=a%2Fb")));
        foreach (var method in (string[])["HEAD", "POST", "PUT"])
            bed.Registry.On(method, "/v2/team", (_, request) => request["Authorization"] is null ? new FakeAnswer(401, ("WWW-Authenticate", "Basic realm=\"x\"")) : null);
        bed.Other.On("PATCH", "/put/", (_, _) => new FakeAnswer(202));
        bed.Other.On("PUT", "/put/", (_, _) => new FakeAnswer(201));
        await bed.PushAsync(image);
        Assert.Contains(bed.Other.Seen, request => request.Body.Span.SequenceEqual(_small));
        Assert.All(bed.Other.Seen, request => Assert.Null(request["Authorization"]));
        Assert.All(bed.Other.Asked("PUT", "/put/"), request => Assert.Contains("?signature=a%2Fb&digest=sha256%3A", request.Target, StringComparison.Ordinal));
        Assert.DoesNotContain(bed.Log.Lines, line => line.Contains("signature", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(LayerCompression.Zstd)]
    public async Task A_damaged_blob_in_the_store_is_told_and_never_named(LayerCompression? compression)
    {
        using var bed = new RegistryBed();
        var image = await ImageIngestTests.AddAsync(bed.Store, new TestImage(_large), "x");
        var path = bed.Store.Layout.Blob(Digest.Of(_large));
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        var error = await Assert.ThrowsAsync<EngineException>(() => bed.PushAsync(image, new PushOptions { Compression = compression }));
        bed.AssertToldWell(error, ErrorKind.Corrupt, $"layer {Digest.Of(_large)}");
        Assert.Empty(bed.Registry.Manifests);
        Assert.Single(bed.Log.Lines, line => line.StartsWith("PATCH ", StringComparison.Ordinal));
    }

    private static string Bearer(RegistryBed bed) => $"Bearer realm=\"http://{bed.Registry.Authority}/token\",service=\"x\"";

    private static bool IsLarge(FakeRequest request) => request.Method == "PATCH" && request["Content-Range"]?.EndsWith($"-{_large.Length - 1}", StringComparison.Ordinal) == true;

    private static async Task<ImageRecord> AddAsync(RegistryBed bed, TestImage source, string type)
    {
        using var ingest = bed.Store.BeginIngest();
        var layers = new List<StagedLayer>();
        foreach (var layer in source.Layers) layers.Add(await ingest.AddLayerAsync(new LayerBlob { What = "layer" }, new MemoryStream(layer), default));
        ingest.Add(new NewImage { Manifest = source.Manifest(type), Config = source.ConfigBytes, Layers = layers, Names = [] }, default);
        return ingest.Commit()[0];
    }

    // All that the manifest says, found out from the bytes that the registry has; then a pull into an empty store.
    private static async Task AssertPushedAsync(RegistryBed bed, TestImage source, LayerCompression compression)
    {
        var manifest = ManifestDocument.Parse(bed.Registry.Manifests["team/app:1"].Raw).Manifest!;
        Assert.Equal(source.Id, manifest.Config.Digest.Hex);
        Assert.Equal(source.Layers.Length, manifest.Layers.Count);
        foreach (var (layer, diffId) in manifest.Layers.Zip(source.Config.RootFs.DiffIds))
        {
            var blob = bed.Registry.Blobs[$"team/app@{layer.Digest}"];
            Assert.Equal(layer.Size, blob.Length);
            Assert.Equal(layer.Digest.Hex, Convert.ToHexStringLower(SHA256.HashData(blob)));
            Assert.Equal(MediaTypes.LayerOf(MediaTypes.OciManifest, compression), layer.MediaType);
            using var plain = Decompression.Open(new MemoryStream(blob), "test", out var found);
            Assert.Equal(compression, found);
            Assert.Equal(diffId.Hex, Convert.ToHexStringLower(SHA256.HashData(plain)));
        }
        using var empty = new TestStore();
        var pulled = await new PullImage(empty.Images, bed.Access).RunAsync(bed.Image, null, null, default);
        Assert.Equal(source.Id, pulled.Id);
    }
}
