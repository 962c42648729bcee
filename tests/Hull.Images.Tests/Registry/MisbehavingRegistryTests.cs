using System.Globalization;
using System.Text;
using Hull.Core;
using Hull.Images.Layers;
using Hull.Oci;

namespace Hull.Images.Tests.Registry;

/// <summary>What registries do wrong, by mistake or in malice: each time one clear error and nothing left, or the image after all.</summary>
public class MisbehavingRegistryTests
{
    private const string Manifests = "/manifests/";
    private const string Blobs = "/blobs/sha256";
    private const string Html = "<html><body>Log in to the hotel's network</body></html>";
    private static readonly byte[] _small = TestImage.Gzip(TestImage.Tar(("etc/", ""), ("etc/motd", "hello")));
    private static readonly byte[] _xz = [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 1, 2, 3];
    private static readonly byte[] _large = FakeImage.Noise(700_000);

    private static readonly Dictionary<string, Misbehaviour> _table = new()
    {
        ["blob cut off by its length, then fine"] = Survives(bed => BreakLayer(bed, (n, blob) => n < 1 ? blob.CutAfter(1000, FakeEnd.Close) : null)),
        ["blob cut off in chunks, then fine"] = Survives(bed => BreakLayer(bed, (n, blob) => n < 1 ? blob.CutAfter(400_000, FakeEnd.Close) with { Chunked = true } : null)),
        ["blob cut off twice, each time further on"] = Survives(bed => BreakLayer(bed, (n, blob) => n < 2 ? blob.CutAfter(100_000, FakeEnd.Reset) : null)),
        ["blob cut off often, always with some progress"] = Survives(bed => BreakLayer(bed, (n, blob) => n < 6 ? blob.CutAfter(100_000, FakeEnd.Close) : null)),
        ["blob that stalls, then fine"] = Survives(bed => BreakLayer(bed, (n, blob) => n < 1 ? blob.CutAfter(300_000, FakeEnd.Stall) : null)),
        ["blob cut off, ranges ignored"] = Survives(bed =>
        {
            bed.Registry.Ranges = false;
            BreakLayer(bed, (n, blob) => n < 1 ? blob.CutAfter(400_000, FakeEnd.Close) : null);
        }),
        ["blob cut off, then 416, then all of it"] = Survives(bed => BreakLayer(bed, (n, blob) => n switch
        {
            0 => blob.CutAfter(400_000, FakeEnd.Close),
            1 => new FakeAnswer(416),
            _ => null,
        })),
        ["blob cut off, then a range that begins too early"] = Survives(bed => BreakLayer(bed, (n, _) => n switch
        {
            0 => FakeAnswer.Of(_large).CutAfter(400_000, FakeEnd.Close),
            1 => new FakeAnswer(206, ("Content-Range", $"bytes 1000-{_large.Length - 1}/{_large.Length}")) { Body = _large[1000..] },
            _ => null,
        })),
        ["blob cut off, then a range that begins too late"] = Survives(bed => BreakLayer(bed, (n, blob) => n switch
        {
            0 => blob.CutAfter(400_000, FakeEnd.Close),
            1 => new FakeAnswer(206, ("Content-Range", $"bytes 500000-{_large.Length - 1}/{_large.Length}")) { Body = _large[500_000..] },
            _ => null,
        })),
        ["blob cut off for ever"] = Fails(ErrorKind.Network, ["reading blob", "premature"], bed => BreakLayer(bed, (_, blob) => blob.CutAfter(0, FakeEnd.Close))),
        ["blob that stalls for ever"] = Fails(ErrorKind.Network, ["reading blob", "nothing came for"], bed => BreakLayer(bed, (_, blob) => blob.CutAfter(0, FakeEnd.Stall))),
        ["blob always reset"] = Fails(ErrorKind.Network, ["reading blob", "connection reset by peer"], bed => BreakLayer(bed, (_, blob) => blob.CutAfter(0, FakeEnd.Reset))),
        ["blob shorter than its descriptor, well framed"] = Fails(ErrorKind.Corrupt, ["bytes where", "belong"], bed => Serve(bed, new FakeImage(_small) { Bend = Layers(layer => layer with { Size = layer.Size + 1 }) })),
        ["blob longer than its descriptor"] = Fails(ErrorKind.Corrupt, ["bytes where", "belong"], bed => Serve(bed, new FakeImage(_small) { Bend = Layers(layer => layer with { Size = layer.Size - 1 }) })),
        ["blob longer than its descriptor, in chunks"] = Fails(ErrorKind.Corrupt, ["more than the"], bed =>
        {
            Serve(bed, new FakeImage(_small) { Bend = Layers(layer => layer with { Size = layer.Size - 1 }) });
            bed.Registry.On("GET", Digest.Of(_small).ToString(), (_, request) => bed.Registry.Answer(request) with { Chunked = true });
        }),
        ["blob without an end"] = Fails(ErrorKind.Corrupt, ["more than the"], bed => BreakLayer(bed, (_, blob) => blob with { Chunked = true, End = FakeEnd.Repeat })),
        ["one byte of a blob changed"] = Fails(ErrorKind.Corrupt, ["layer sha256", "its digest is"], bed => BreakLayer(bed, (_, blob) => blob with { Body = Damaged(blob.Body) })),
        ["blob of nothing, as it should be"] = Survives(bed => Serve(bed, new FakeImage(_small, []))),
        ["nothing in a blob's place"] = Fails(ErrorKind.Corrupt, ["0 bytes where", "belong"], bed => BreakLayer(bed, (_, _) => FakeAnswer.Of([]))),
        ["blob that is missing"] = Fails(ErrorKind.NotFound, ["reading blob", "blob unknown"], bed => bed.Registry.Blobs.TryRemove($"team/app@{Serve(bed, new FakeImage(_small)).Layer(0)}", out _)),
        ["layer that unpacks to something else"] = Fails(ErrorKind.Corrupt, ["it unpacks to", "configuration says"], bed =>
            Serve(bed, new FakeImage(_small) { BendConfig = config => config with { RootFs = config.RootFs with { DiffIds = [Digest.Of("x"u8)] } } })),
        ["layer that is no tar"] = Fails(ErrorKind.Corrupt, ["layer sha256"], bed => Serve(bed, new FakeImage(TestImage.Gzip([.. Enumerable.Repeat((byte)'x', 4096)])))),
        ["layer compressed by xz"] = Fails(ErrorKind.Unsupported, ["xz"], bed => ServeBeside(bed, _xz)),
        ["more layers than the configuration knows"] = Fails(ErrorKind.Corrupt, ["its manifest lists 2 layers", "configuration 1"], bed =>
            Serve(bed, new FakeImage(_small, _large) { BendConfig = config => config with { RootFs = config.RootFs with { DiffIds = [config.RootFs.DiffIds[0]] }, History = [] } })),
        ["foreign layer"] = Fails(ErrorKind.Unsupported, ["foreign", "not fetched"], bed =>
        {
            Serve(bed, new FakeImage(_small) { Bend = Layers(layer => layer with { MediaType = MediaTypes.OciForeignLayerGzip, Urls = [$"http://{bed.Other.Authority}/layer"] }) });
        }),
        ["layer of a foreign type"] = Fails(ErrorKind.Unsupported, ["unsupported media type", "application/x-squash"], bed =>
            Serve(bed, new FakeImage(_small) { Bend = Layers(layer => layer with { MediaType = "application/x-squash" }) })),
        ["bomb of zeros"] = Fails(ErrorKind.ResourceExhausted, ["layer sha256", "larger than", "allowed"], bed => Serve(bed, new FakeImage(TestImage.Gzip(TestImage.Tar(("zeros", new string('\0', 4 << 20))))))),
        ["more entries than allowed"] = Fails(ErrorKind.ResourceExhausted, ["layer sha256", "entries"], bed =>
            Serve(bed, new FakeImage(TestImage.Gzip(TestImage.Tar([.. Enumerable.Range(0, 2000).Select(i => (i.ToString(CultureInfo.InvariantCulture) + "/", ""))]))))),

        ["manifest that is HTML"] = Fails(ErrorKind.Corrupt, ["reading manifest 1", "not valid JSON"], bed => OnManifest(bed, (_, _) => FakeAnswer.Text(200, Html, ("Content-Type", "text/html")))),
        ["manifest that is no JSON"] = Fails(ErrorKind.Corrupt, ["reading manifest 1", "not valid JSON"], bed =>
            OnManifest(bed, (_, _) => FakeAnswer.Text(200, """{"schemaVersion":2,""", ("Content-Type", MediaTypes.OciManifest)))),
        ["manifest of nothing"] = Fails(ErrorKind.Corrupt, ["reading manifest 1"], bed => OnManifest(bed, (_, _) => new FakeAnswer(200, ("Content-Type", MediaTypes.OciManifest)))),
        ["manifest of more than 4 MiB"] = Fails(ErrorKind.ResourceExhausted, ["reading manifest 1", "4194304"], bed => OnManifest(bed, (_, _) => FakeAnswer.Of(new byte[(4 << 20) + 1]))),
        ["manifest without an end"] = Fails(ErrorKind.ResourceExhausted, ["reading manifest 1", "4194304"], bed =>
            OnManifest(bed, (_, _) => FakeAnswer.Text(200, new string(' ', 10_000)) with { Chunked = true, End = FakeEnd.Repeat })),
        ["manifest cut off, then fine"] = Survives(bed => OnManifest(bed, (n, good) => n < 1 ? good.CutAfter(10, FakeEnd.Close) : null)),
        ["manifest that stalls, then fine"] = Survives(bed => OnManifest(bed, (n, good) => n < 1 ? good.CutAfter(10, FakeEnd.Stall) : null)),
        ["manifest cut off for ever"] = Fails(ErrorKind.Network, ["reading manifest 1", "premature"], bed => OnManifest(bed, (_, good) => good.CutAfter(10, FakeEnd.Close))),
        ["manifest with another digest in the header"] = Fails(ErrorKind.Corrupt, ["its digest is", "the registry says"], bed =>
            OnManifest(bed, (_, good) => good with { Headers = [("Content-Type", MediaTypes.OciManifest), ("Docker-Content-Digest", Digest.Of("x"u8).ToString())] })),
        ["manifest of another digest than asked for"] = Fails(ErrorKind.Corrupt, ["its digest is", "not sha256"], bed =>
        {
            Serve(bed, new FakeImage(_small));
            bed.Registry.Manifests[$"team/app:{Digest.Of("x"u8)}"] = bed.Registry.Manifests["team/app:1"];
        }) with
        { By = $"@{Digest.Of("x"u8)}" },
        ["manifest of a foreign media type"] = Fails(ErrorKind.Corrupt, ["reading manifest 1", "media type", "application/x-thing"], bed =>
            OnManifest(bed, (_, _) => FakeAnswer.Text(200, """{"schemaVersion":2,"mediaType":"application/x-thing","config":{},"layers":[]}""", ("Content-Type", "application/x-thing")))),
        ["manifest declared as an index"] = Fails(ErrorKind.Corrupt, ["declared as"], bed => OnManifest(bed, (_, good) => good with { Headers = [("Content-Type", MediaTypes.OciIndex)] })),
        ["manifest that is an index as well"] = Fails(ErrorKind.Corrupt, ["a manifest and an index at once"], bed =>
            OnManifest(bed, (_, _) => FakeAnswer.Text(200, """{"schemaVersion":2,"config":{},"layers":[],"manifests":[]}""", ("Content-Type", MediaTypes.OciManifest)))),
        ["manifest of schema 1"] = Fails(ErrorKind.Unsupported, ["schema 1"], bed =>
            OnManifest(bed, (_, _) => FakeAnswer.Text(200, """{"schemaVersion":1,"name":"x","fsLayers":[]}""", ("Content-Type", MediaTypes.DockerSchema1Signed)))),
        ["manifest of an artifact"] = Fails(ErrorKind.Unsupported, ["no container image", "application/x-chart"], bed =>
            Serve(bed, new FakeImage(_small) { Bend = manifest => manifest with { ArtifactType = "application/x-chart", Config = manifest.Config with { MediaType = MediaTypes.OciEmpty } } })),
        ["manifest with a digest that is a path"] = Fails(ErrorKind.Corrupt, ["reading manifest 1", "digest"], bed =>
            OnManifest(bed, (_, good) => FakeAnswer.Text(200, Encoding.UTF8.GetString(good.Body).Replace(Digest.Of(_small).Hex, "../../../etc/passwd", StringComparison.Ordinal), ("Content-Type", MediaTypes.OciManifest)))),

        ["index in an index in an index"] = Survives(bed => Nest(bed, 3)),
        ["indexes nested too deep"] = Fails(ErrorKind.Corrupt, ["nested too deep"], bed => Nest(bed, 5)),
        ["index without this platform"] = Fails(ErrorKind.NotFound, ["no image found in image index", Platform.Host.Architecture], bed =>
        {
            Serve(bed, new FakeImage(_small));
            FakeImage.PutIndex(bed.Registry, ManifestOf(bed) with { Platform = new Platform { Os = "plan9", Architecture = "vax" } });
        }),
        ["index with a wrong size of its manifest"] = Fails(ErrorKind.Corrupt, ["bytes where", "belong"], bed =>
        {
            Serve(bed, new FakeImage(_small));
            FakeImage.PutIndex(bed.Registry, ManifestOf(bed) with { Size = 1 });
        }),
        ["index that calls a manifest an index"] = Fails(ErrorKind.Corrupt, ["declared as"], bed =>
        {
            Serve(bed, new FakeImage(_small));
            FakeImage.PutIndex(bed.Registry, ManifestOf(bed) with { MediaType = MediaTypes.OciIndex });
        }),

        ["configuration of a declared gigabyte"] = Fails(ErrorKind.ResourceExhausted, ["1073741824", "configuration"], bed =>
            Serve(bed, new FakeImage(_small) { Bend = manifest => manifest with { Config = manifest.Config with { Size = 1 << 30 } } })),
        ["configuration without an end"] = Fails(ErrorKind.ResourceExhausted, ["reading blob", "4194304"], bed => OnConfig(bed, (_, good) => good with { Chunked = true, End = FakeEnd.Repeat })),
        ["configuration cut off, then fine"] = Survives(bed => OnConfig(bed, (n, good) => n < 1 ? good.CutAfter(10, FakeEnd.Reset) : null)),
        ["configuration of other bytes"] = Fails(ErrorKind.Corrupt, ["reading blob", "its digest is"], bed => OnConfig(bed, (_, good) => good with { Body = Damaged(good.Body) })),
        ["configuration of another length"] = Fails(ErrorKind.Corrupt, ["reading blob", "belong"], bed => OnConfig(bed, (_, good) => good with { Body = good.Body[1..] })),
        ["configuration that is no configuration"] = Fails(ErrorKind.Corrupt, ["configuration of"], bed => Serve(bed, new FakeImage(_small) { Config = "[]"u8.ToArray() })),

        ["401 for ever, basic"] = Fails(ErrorKind.Unauthorized, ["reading manifest 1", "unauthorized"], bed => OnManifest(bed, (_, _) => Challenge("Basic realm=\"x\""))) with { MostRequests = 2 },
        ["401 for ever, bearer"] = Fails(ErrorKind.Unauthorized, ["reading manifest 1", "unauthorized"], bed => Guard(bed, (n, _) => FakeAnswer.Text(200, $$"""{"token":"{{RegistryBed.Token}}{{n}}"}"""), never: true)) with { MostRequests = 3 },
        ["401 with a challenge of no known kind"] = Fails(ErrorKind.Unauthorized, ["unauthorized"], bed => OnManifest(bed, (_, _) => Challenge("Negotiate"))) with { MostRequests = 1 },
        ["401 without a challenge"] = Fails(ErrorKind.Unauthorized, ["unauthorized"], bed => OnManifest(bed, (_, _) => new FakeAnswer(401))) with { MostRequests = 1 },
        ["token, as it should be"] = Survives(bed => Guard(bed, (_, _) => FakeAnswer.Text(200, $$"""{"token":"{{RegistryBed.Token}}","expires_in":300}"""))),
        ["token server that answers HTML"] = Fails(ErrorKind.Network, ["fetching a token", "not JSON"], bed => Guard(bed, (_, _) => FakeAnswer.Text(200, Html))),
        ["token server that answers 500, then a token"] = Survives(bed => Guard(bed, (n, _) => n < 1 ? new FakeAnswer(500) : FakeAnswer.Text(200, $$"""{"access_token":"{{RegistryBed.Token}}"}"""))),
        ["token server that breaks off, then a token"] = Survives(bed => Guard(bed, (n, _) => FakeAnswer.Text(200, $$"""{"token":"{{RegistryBed.Token}}"}""") with { Mute = n < 1, End = n < 1 ? FakeEnd.Reset : null })),
        ["token server that answers 500 for ever"] = Fails(ErrorKind.Network, ["fetching a token", "500"], bed => Guard(bed, (_, _) => new FakeAnswer(500))),
        ["token server that refuses"] = Fails(ErrorKind.Unauthorized, ["fetching a token", "incorrect username or password"], bed =>
            Guard(bed, (_, _) => FakeAnswer.Text(401, """{"details":"incorrect username or password"}"""))),
        ["token server without a token"] = Fails(ErrorKind.Network, ["fetching a token", "no token"], bed => Guard(bed, (_, _) => FakeAnswer.Text(200, "{}"))),
        ["token with a line's end in it"] = Fails(ErrorKind.Network, ["fetching a token", "no token"], bed => Guard(bed, (_, _) => FakeAnswer.Text(200, """{"token":"a\r\nX-Evil: 1"}"""))),
        ["token without an end"] = Fails(ErrorKind.ResourceExhausted, ["fetching a token", "1048576"], bed =>
            Guard(bed, (_, _) => FakeAnswer.Text(200, new string(' ', 10_000)) with { Chunked = true, End = FakeEnd.Repeat })),
        ["token server that stalls"] = Fails(ErrorKind.Network, ["fetching a token", "no answer within"], bed => Guard(bed, (_, _) => FakeAnswer.Text(200, "{}") with { Mute = true, End = FakeEnd.Stall })),
        ["token server that is no address"] = Fails(ErrorKind.Network, ["token server", "no address"], bed => OnManifest(bed, (_, _) => Challenge("Bearer realm=\"file:///etc/passwd\""))),

        ["403"] = Fails(ErrorKind.Unauthorized, ["reading manifest 1", "denied"], bed => OnManifest(bed, (_, _) => FakeAnswer.Error(403, "DENIED", "you may not"))) with { MostRequests = 1 },
        ["404, no such manifest"] = Fails(ErrorKind.NotFound, ["reading manifest 1", "manifest unknown"], bed => bed.Registry.Manifests.Clear()) with { MostRequests = 1 },
        ["404, no such name"] = Fails(ErrorKind.NotFound, ["reading manifest 1", "name unknown", "repository name not known to registry"], bed =>
            OnManifest(bed, (_, _) => FakeAnswer.Error(404, "NAME_UNKNOWN", "repository name not known to registry"))),
        ["error of many lines"] = Fails(ErrorKind.NotFound, ["one?"], bed => OnManifest(bed, (_, _) => FakeAnswer.Error(404, "X", "one\\n\\u001b[31m" + new string('z', 5000)))),
        ["429 with a pause, then fine"] = Survives(bed => OnManifest(bed, (n, _) => n < 1 ? new FakeAnswer(429, ("Retry-After", "3600")) : null)),
        ["429 for ever"] = Fails(ErrorKind.Network, ["toomanyrequests"], bed => OnManifest(bed, (_, _) => FakeAnswer.Error(429, "TOOMANYREQUESTS", "slow down"))) with { MostRequests = 3 },
        ["500, then fine"] = Survives(bed => OnManifest(bed, (n, _) => n < 2 ? new FakeAnswer(500) : null)),
        ["500 for ever"] = Fails(ErrorKind.Network, ["reading manifest 1", "500"], bed => OnManifest(bed, (_, _) => new FakeAnswer(500))) with { MostRequests = 3 },
        ["503 for a blob, then fine"] = Survives(bed => BreakLayer(bed, (n, _) => n < 2 ? new FakeAnswer(503) : null)),
        ["418"] = Fails(ErrorKind.Network, ["418"], bed => OnManifest(bed, (_, _) => FakeAnswer.Text(418, Html))) with { MostRequests = 1 },
        ["reset before an answer, then fine"] = Survives(bed => OnManifest(bed, (n, good) => n < 1 ? good with { Mute = true, End = FakeEnd.Reset } : null)),
        ["reset before an answer, always"] = Fails(ErrorKind.Network, ["reading manifest 1"], bed => OnManifest(bed, (_, good) => good with { Mute = true, End = FakeEnd.Reset })),
        ["no answer, then fine"] = Survives(bed => OnManifest(bed, (n, good) => n < 1 ? good with { Mute = true, End = FakeEnd.Stall } : null)),
        ["no answer, ever"] = Fails(ErrorKind.Network, ["reading manifest 1", "no answer within"], bed => OnManifest(bed, (_, good) => good with { Mute = true, End = FakeEnd.Stall })),
        ["headers without an end"] = Fails(ErrorKind.Network, ["reading manifest 1"], bed => OnManifest(bed, (_, _) => new FakeAnswer(200, ("X", new string('x', 1 << 20))))),

        ["redirect to the same host"] = Survives(bed => BreakLayer(bed, (n, _) => n < 1 ? new FakeAnswer(307, ("Location", $"/v2/team/app/blobs/{Digest.Of(_large)}?again")) : null)),
        ["redirect to another host"] = Survives(bed => Move(bed, $"http://{bed.Other.Authority}/store/blob?signature=s")),
        ["redirect to another host with a name and password in its address"] = Survives(bed => Move(bed, $"http://{RegistryBed.User}:{RegistryBed.Password}@{bed.Other.Authority}/store/blob")),
        ["redirect in a circle"] = Fails(ErrorKind.Network, ["more than 10 redirects"], bed => BreakLayer(bed, (_, _) => new FakeAnswer(302, ("Location", $"/v2/team/app/blobs/{Digest.Of(_large)}")))),
        ["eleven redirects"] = Fails(ErrorKind.Network, ["more than 10 redirects"], bed => BreakLayer(bed, (n, _) => n < 11 ? new FakeAnswer(302, ("Location", $"?{n}")) : null)),
        ["ten redirects"] = Survives(bed => BreakLayer(bed, (n, _) => n < 10 ? new FakeAnswer(302, ("Location", $"?{n}")) : null)),
        ["redirect to a file"] = Fails(ErrorKind.Network, ["redirects", "file"], bed => BreakLayer(bed, (_, _) => new FakeAnswer(302, ("Location", "file:///etc/passwd")))),
        ["redirect to nowhere"] = Fails(ErrorKind.Network, ["no address"], bed => BreakLayer(bed, (_, _) => new FakeAnswer(302, ("Location", "//")))),
        ["redirect without an address"] = Fails(ErrorKind.Network, ["302"], bed => BreakLayer(bed, (_, _) => new FakeAnswer(302))),
    };

    public static TheoryData<string> Names => [.. _table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ends_in_one_clear_error_or_the_image(string name)
    {
        var row = _table[name];
        // Caps that a test's few bytes can reach.
        using var bed = new RegistryBed(new ImageStoreSettings { Caps = UnpackOptions.Default with { RatioFloor = 2 << 20, MaxRatio = 100, MaxEntries = 1000 } });
        Serve(bed, new FakeImage(_small, _large));
        row.Arrange(bed);
        var image = row.By is { } by ? ImageReference.Parse($"{bed.Registry.Authority}/team/app{by}") : bed.Image;
        if (row.Kind is { } kind)
        {
            var error = await Assert.ThrowsAsync<EngineException>(() => bed.PullAsync(image));
            bed.AssertToldWell(error, kind, row.Words);
            bed.AssertNothingIsKept(exceptPartials: kind == ErrorKind.Network);
        }
        else
        {
            var pulled = await bed.PullAsync(image);
            Assert.Equal([pulled.Id], bed.Store.List().Select(record => record.Id));
            Assert.Equal(2, pulled.Layers.Count);
            bed.Test.AssertAtRest();
            bed.AssertNoSecretIsTold();
            Assert.Empty(Directory.EnumerateFiles(bed.Store.Layout.Partial));
        }
        Assert.DoesNotContain(bed.Other.Seen, request => request["Authorization"] is not null);
        if (row.MostRequests is { } most) Assert.Equal(most, bed.Registry.Asked("GET", Manifests).Count);
    }

    private static Misbehaviour Fails(ErrorKind kind, string[] words, Action<RegistryBed> arrange) => new(arrange) { Kind = kind, Words = words };

    private static Misbehaviour Survives(Action<RegistryBed> arrange) => new(arrange);

    private static FakeImage Serve(RegistryBed bed, FakeImage image) => image.PutOn(bed.Registry);

    // A blob that no test can unpack either, in a layer's place.
    private static void ServeBeside(RegistryBed bed, byte[] blob)
    {
        Serve(bed, new FakeImage(_small) { Bend = Layers(one => one with { Digest = Digest.Of(blob), Size = blob.Length }) });
        bed.Registry.Blobs[$"team/app@{Digest.Of(blob)}"] = blob;
    }

    private static Func<Manifest, Manifest> Layers(Func<Descriptor, Descriptor> bend) => manifest => manifest with { Layers = [.. manifest.Layers.Select(bend)] };

    // The answer to the n-th request, given the right one.
    private static void Bend(RegistryBed bed, string path, Func<int, FakeAnswer, FakeAnswer?> answer) =>
        bed.Registry.On("GET", path, (n, request) => answer(n, bed.Registry.Answer(request)));

    private static void BreakLayer(RegistryBed bed, Func<int, FakeAnswer, FakeAnswer?> answer) => Bend(bed, Digest.Of(_large).ToString(), answer);

    private static void OnManifest(RegistryBed bed, Func<int, FakeAnswer, FakeAnswer?> answer) => Bend(bed, Manifests, answer);

    private static void OnConfig(RegistryBed bed, Func<int, FakeAnswer, FakeAnswer?> answer) => Bend(bed, $"{Blobs}:{new FakeImage(_small, _large).Id}", answer);

    private static Descriptor ManifestOf(RegistryBed bed)
    {
        var (type, raw) = bed.Registry.Manifests["team/app:1"];
        return new Descriptor { MediaType = type, Digest = Digest.Of(raw), Size = raw.Length, Platform = Platform.Host };
    }

    private static void Nest(RegistryBed bed, int levels)
    {
        for (var level = 0; level < levels; level++) FakeImage.PutIndex(bed.Registry, ManifestOf(bed));
    }

    private static FakeAnswer Challenge(string challenge) => FakeAnswer.Error(401, "UNAUTHORIZED", "authentication required", ("WWW-Authenticate", challenge));

    // A registry that wants a token of a server on the same port, which knows the user by the password.
    private static void Guard(RegistryBed bed, Func<int, FakeRequest, FakeAnswer> token, bool never = false)
    {
        bed.Registry.On("GET", "/token", (n, request) => request.BasicUser == $"{RegistryBed.User}:{RegistryBed.Password}" ? token(n, request) : new FakeAnswer(400));
        bed.Registry.On("GET", "/v2/team", (_, request) => !never && request["Authorization"] == $"Bearer {RegistryBed.Token}"
            ? null
            : Challenge($"Bearer realm=\"http://{bed.Registry.Authority}/token\",service=\"the tests\",scope=\"repository:team/app:pull\""));
    }

    // The large layer lies elsewhere, and whoever asks there with credentials is refused.
    private static void Move(RegistryBed bed, string address)
    {
        Guard(bed, (_, _) => FakeAnswer.Text(200, $$"""{"token":"{{RegistryBed.Token}}"}"""));
        BreakLayer(bed, (_, _) => new FakeAnswer(307, ("Location", address)));
        bed.Other.On("GET", "/store/blob", (_, request) => request["Authorization"] is null ? FakeAnswer.Of(_large) : new FakeAnswer(400));
    }

    private static byte[] Damaged(byte[] bytes)
    {
        var damaged = bytes.ToArray();
        damaged[damaged.Length / 2] ^= 1;
        return damaged;
    }

    /// <summary>A row: what goes wrong, and what comes of it.</summary>
    private sealed record Misbehaviour(Action<RegistryBed> Arrange)
    {
        /// <summary>The error's kind; null where the image comes all the same.</summary>
        public ErrorKind? Kind { get; init; }

        public string[] Words { get; init; } = [];

        /// <summary>What the image is asked for by; null is the tag.</summary>
        public string? By { get; init; }

        /// <summary>How many times the manifest is asked for.</summary>
        public int? MostRequests { get; init; }
    }
}
