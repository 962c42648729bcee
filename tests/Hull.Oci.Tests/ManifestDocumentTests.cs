using System.Text;
using Hull.Core;

namespace Hull.Oci.Tests;

public class ManifestDocumentTests
{
    private static readonly string _digest = "sha256:" + new string('a', 64);
    private static readonly string _config = $$"""{"mediaType":"{{MediaTypes.OciConfig}}","digest":"{{_digest}}","size":2}""";
    private static readonly string _layer = $$"""{"mediaType":"{{MediaTypes.OciLayerGzip}}","digest":"{{_digest}}","size":3}""";
    private static readonly string _entry = $$"""{"mediaType":"{{MediaTypes.OciManifest}}","digest":"{{_digest}}","size":4,"platform":{"os":"linux","architecture":"amd64"} }""";

    [Fact]
    public void Reads_a_manifest_and_keeps_its_bytes()
    {
        var raw = Encoding.UTF8.GetBytes($$"""{ "schemaVersion": 2, "config": {{_config}}, "layers": [ {{_layer}} ], "unknown": [1] }""");
        var document = ManifestDocument.Parse(raw);
        Assert.Equal(MediaTypes.OciManifest, document.MediaType);
        Assert.Equal(Digest.Of(raw), document.Digest);
        Assert.Equal(raw, document.Raw.ToArray());
        Assert.Equal(3, document.Manifest!.Layers.Single().Size);
        Assert.Null(document.Index);
        Assert.Equal(DigestAlgorithm.Sha512, ManifestDocument.Parse(raw, algorithm: DigestAlgorithm.Sha512).Digest.Algorithm);
    }

    [Fact]
    public void Reads_an_index_and_finds_a_platform()
    {
        var document = ManifestDocument.Parse(Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.DockerManifestList}}","manifests":[{{_entry}}]}"""));
        Assert.Equal(MediaTypes.DockerManifestList, document.MediaType);
        Assert.NotNull(document.Index!.For(Platform.TryParse("linux/amd64")!));
        Assert.Null(document.Index.For(Platform.TryParse("linux/arm64")!));
        Assert.Null(document.Manifest);
    }

    [Fact]
    public void Prefers_the_exact_variant_then_the_best_lower_one()
    {
        Descriptor Arm(string? variant, long size) => new()
        {
            MediaType = MediaTypes.OciManifest,
            Digest = Digest.Parse(_digest),
            Size = size,
            Platform = new Platform { Os = "linux", Architecture = "arm", Variant = variant },
        };
        var index = new ImageIndex { SchemaVersion = 2, Manifests = [Arm(null, 1), Arm("v5", 5), Arm("v6", 6), Arm("v7", 7), Arm("v8", 8)] };
        Assert.Equal(7, index.For(Platform.TryParse("linux/arm/v7")!)!.Size);
        Assert.Equal(6, (index with { Manifests = [Arm(null, 1), Arm("v5", 5), Arm("v6", 6)] }).For(Platform.TryParse("linux/arm/v7")!)!.Size);
    }

    [Theory]
    [InlineData("application/vnd.oci.image.manifest.v1+json; charset=utf-8")]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    [InlineData("")]
    [InlineData(null)]
    public void A_declared_type_that_agrees_or_says_nothing_is_fine(string? declared) =>
        Assert.Equal(MediaTypes.OciManifest, ManifestDocument.Parse(Manifest(), declared).MediaType);

    [Fact]
    public void A_declared_type_decides_where_the_document_says_nothing() =>
        Assert.Equal(MediaTypes.DockerManifest, ManifestDocument.Parse(Manifest(), MediaTypes.DockerManifest).MediaType);

    [Fact]
    public void Null_layers_are_none()
    {
        var raw = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"config":{{_config}},"layers":null}""");
        Assert.Empty(ManifestDocument.Parse(raw).Manifest!.Layers);
    }

    public static TheoryData<string, string?, ErrorKind, string> Rejects => new()
    {
        { "", null, ErrorKind.Corrupt, "not valid JSON" },
        { "[]", null, ErrorKind.Corrupt, "not a JSON object" },
        { "\"x\"", null, ErrorKind.Corrupt, "not a JSON object" },
        { "<html>", null, ErrorKind.Corrupt, "not valid JSON" },
        { "{", null, ErrorKind.Corrupt, "not valid JSON" },
        { "{}", null, ErrorKind.Corrupt, "schemaVersion is missing" },
        { """{"schemaVersion":"2"}""", null, ErrorKind.Corrupt, "schemaVersion is missing" },
        { """{"schemaVersion":3}""", null, ErrorKind.Corrupt, "schemaVersion is 3" },
        { """{"schemaVersion":1,"fsLayers":[]}""", null, ErrorKind.Unsupported, "schema 1" },
        { """{"schemaVersion":2,"fsLayers":[]}""", null, ErrorKind.Unsupported, "schema 1" },
        { $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.DockerSchema1Signed}}"}""", null, ErrorKind.Unsupported, "schema 1" },
        { """{"schemaVersion":2}""", MediaTypes.DockerSchema1, ErrorKind.Unsupported, "schema 1" },
        { """{"schemaVersion":2}""", null, ErrorKind.Corrupt, "neither a manifest" },
        { $$"""{"schemaVersion":2,"config":{{_config}}}""", null, ErrorKind.Corrupt, "neither a manifest" },
        { $$"""{"schemaVersion":2,"layers":[]}""", null, ErrorKind.Corrupt, "neither a manifest" },
        { $$"""{"schemaVersion":2,"manifests":[],"layers":[]}""", null, ErrorKind.Corrupt, "at once" },
        { $$"""{"schemaVersion":2,"manifests":[],"config":{{_config}}}""", null, ErrorKind.Corrupt, "at once" },
        { $$"""{"schemaVersion":2,"config":{{_config}},"layers":[],"manifests":null}""", null, ErrorKind.Corrupt, "at once" },
        { $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciIndex}}","config":{{_config}},"layers":[]}""", null, ErrorKind.Corrupt, "a manifest under the media type" },
        { $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","manifests":[]}""", null, ErrorKind.Corrupt, "an index under the media type" },
        { $$"""{"schemaVersion":2,"manifests":[]}""", MediaTypes.OciManifest, ErrorKind.Corrupt, "an index under the media type" },
        { $$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","config":{{_config}},"layers":[]}""", MediaTypes.DockerManifest, ErrorKind.Corrupt, "declared as" },
        { $$"""{"schemaVersion":2,"mediaType":"application/x","config":{{_config}},"layers":[]}""", null, ErrorKind.Corrupt, "unsupported media type" },
        { $$"""{"schemaVersion":2,"config":{{_config}},"layers":[],"Layers":[]}""", null, ErrorKind.Corrupt, "differs from a known one only in case" },
        { $$"""{"schemaVersion":2,"config":{{_config}},"layers":[],"layers":[]}""", null, ErrorKind.Corrupt, "not valid" },
        { $$"""{"schemaVersion":2,"config":{{_config}},"layers":[null]}""", null, ErrorKind.Corrupt, "contains null" },
        { $$"""{"schemaVersion":2,"config":null,"layers":[]}""", null, ErrorKind.Corrupt, "not valid" },
        { $$"""{"schemaVersion":2,"config":{{_config.Replace(":2}", ":-2}")}},"layers":[]}""", null, ErrorKind.Corrupt, "config.size is negative" },
        { $$"""{"schemaVersion":2,"config":{{_config}},"layers":[{{_layer}},{{_layer.Replace(":3}", ":-3}")}}]}""", null, ErrorKind.Corrupt, "layers[1].size is negative" },
        { $$"""{"schemaVersion":2,"config":{{_config}},"layers":[{{_layer.Replace(":3}", ":3e400}")}}]}""", null, ErrorKind.Corrupt, "not valid at $.layers[0].size" },
        { $$"""{"schemaVersion":2,"config":{{_config}},"layers":[{{_layer.Replace("sha256:a", "sha256:/")}}]}""", null, ErrorKind.Corrupt, "not valid at $.layers[0].digest: not a digest" },
        { $$"""{"schemaVersion":2,"config":{{_config}},"layers":[{"size":1}]}""", null, ErrorKind.Corrupt, "not valid" },
        { $$"""{"schemaVersion":2,"config":{{_config}},"layers":[{{_layer}}],}""", null, ErrorKind.Corrupt, "not valid JSON" },
        { $$"""{"schemaVersion":2,"config":{{_config}},"layers":[]} x""", null, ErrorKind.Corrupt, "not valid" },
        { $$"""{"schemaVersion":2,"config":{{_config}},"layers":[],"annotations":{"a":1} }""", null, ErrorKind.Corrupt, "not valid at $.annotations" },
        { $$"""{"schemaVersion":2,"config":{{_config}},"layers":[],"x":{{new string('[', 100)}}{{new string(']', 100)}}}""", null, ErrorKind.Corrupt, "not valid JSON" },
    };

    [Theory]
    [MemberData(nameof(Rejects))]
    public void Refuses_what_is_not_exactly_one_thing(string json, string? declared, ErrorKind kind, string reason)
    {
        var error = Assert.Throws<EngineException>(() => ManifestDocument.Parse(Encoding.UTF8.GetBytes(json), declared, "manifest of x"));
        Assert.Equal(kind, error.Kind);
        Assert.StartsWith("manifest of x: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Refuses_more_than_four_mebibytes()
    {
        var error = Assert.Throws<EngineException>(() => ManifestDocument.Parse(new byte[Documents.MaximumBytes + 1]));
        Assert.Contains("more than the 4194304 allowed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_composed_here_reads_back()
    {
        var descriptor = new Descriptor { MediaType = MediaTypes.OciConfig, Digest = Digest.Parse(_digest), Size = 2 };
        var manifest = ManifestDocument.Of(new Manifest { SchemaVersion = 2, MediaType = MediaTypes.OciManifest, Config = descriptor, Layers = [descriptor] });
        Assert.Equal(descriptor, manifest.Manifest!.Config);
        Assert.DoesNotContain("null", Encoding.UTF8.GetString(manifest.Raw.Span), StringComparison.Ordinal);
        Assert.Contains(MediaTypes.OciManifest, Encoding.UTF8.GetString(manifest.Raw.Span), StringComparison.Ordinal);
        var index = ManifestDocument.Of(new ImageIndex { SchemaVersion = 2, MediaType = MediaTypes.OciIndex, Manifests = [descriptor] });
        Assert.Equal(descriptor, index.Index!.Manifests.Single());
    }

    [Theory]
    [InlineData(MediaTypes.DockerManifest, LayerCompression.None, MediaTypes.DockerLayer)]
    [InlineData(MediaTypes.DockerManifest, LayerCompression.Gzip, MediaTypes.DockerLayerGzip)]
    [InlineData(MediaTypes.DockerManifest, LayerCompression.Zstd, MediaTypes.DockerLayerZstd)]
    [InlineData(MediaTypes.OciManifest, LayerCompression.None, MediaTypes.OciLayer)]
    [InlineData(MediaTypes.OciManifest, LayerCompression.Gzip, MediaTypes.OciLayerGzip)]
    [InlineData(MediaTypes.OciManifest, LayerCompression.Zstd, MediaTypes.OciLayerZstd)]
    public void Layer_types_follow_the_manifests_family(string manifest, LayerCompression compression, string expected)
    {
        Assert.Equal(expected, MediaTypes.LayerOf(manifest, compression));
        Assert.True(MediaTypes.IsLayer(expected));
        Assert.False(MediaTypes.IsLayer(manifest) || MediaTypes.IsConfig(expected) || MediaTypes.IsSchema1(expected));
    }

    private static byte[] Manifest() => Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"config":{{_config}},"layers":[]}""");
}
