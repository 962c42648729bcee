using System.Text;
using System.Text.Json;
using Hull.Engine.Inspect;
using Hull.Engine.Tests.Golden;
using Hull.Images;
using Hull.Oci;

namespace Hull.Engine.Tests.Inspect;

/// <summary>`inspect` of an image against what Debian's podman prints.</summary>
public sealed class InspectedImageTests
{
    private const string DiffId = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private const string Imported = $$$"""
        {"created":"2026-01-02T03:04:05.678Z","architecture":"amd64","os":"linux",
         "config":{"Env":["PATH=/bin"],"Cmd":["/bin/sh"],"WorkingDir":"/tmp","Labels":{"made":"here"}},
         "rootfs":{"type":"layers","diff_ids":["{{{DiffId}}}"]},
         "history":[{"created":"2026-01-02T03:04:05.678Z","created_by":"/bin/sh -c #(nop) ADD file:HEX in /","comment":"imported from tarball"}]}
        """;

    private const string Docker = $$$"""
        {"created":"2026-01-02T03:04:05.123456789+02:00","architecture":"arm64","os":"linux","author":"me","comment":"committed","docker_version":"20.10.24",
         "config":{"User":"u","ExposedPorts":{"80/tcp":{}},"Entrypoint":["/e"],"Volumes":{"/v":{}},"StopSignal":"SIGINT",
                   "Healthcheck":{"Test":["CMD-SHELL","true"],"Interval":30000000000,"Retries":2}},
         "rootfs":{"type":"layers","diff_ids":["{{{DiffId}}}","{{{DiffId}}}"]},
         "history":[{"created_by":"first","comment":"not this one"},{"created_by":"env","empty_layer":true},{"author":"me"}]}
        """;

    [Fact]
    public void Has_each_key_of_podmans_with_the_same_type_but_for_the_listed_differences() => Assert.Equal(
        Differences.Listed("Images").Order(StringComparer.Ordinal),
        Differences.Of(GoldenJson.Read("image.json"), Json(Inspect(Imported, MediaTypes.OciManifest))).Order(StringComparer.Ordinal));

    [Fact]
    public void Has_the_values_of_podmans()
    {
        var image = Inspect(Imported, MediaTypes.OciManifest);
        var text = JsonSerializer.Serialize(Json(image)).Replace(image.Id, "ID").Replace(image.Digest, "sha256:HEX").Replace(DiffId, "sha256:HEX")
            .Replace("2026-01-02T03:04:05.678Z", "TIME").Replace("/root/layers/a/tree", "/BED/root/overlay/HEX/diff");
        var hull = GoldenJson.Values(JsonSerializer.Deserialize<JsonElement>(text));
        foreach (var (path, value) in GoldenJson.Values(GoldenJson.Read("image.json")))
        {
            if (path != "GraphDriver.Data.WorkDir") Assert.Equal($"{path} {value}", $"{path} {hull[path]}");
        }
    }

    [Fact]
    public void Tells_all_that_a_docker_image_says()
    {
        var image = Inspect(Docker, MediaTypes.DockerManifest, "a", "b", "c");
        Assert.Equal(("committed", "20.10.24", "me", "u"), (image.Comment, image.Version, image.Author, image.User));
        Assert.Equal("/root/layers/b/tree:/root/layers/a/tree", image.GraphDriver.Data["LowerDir"]);
        Assert.Equal("/root/layers/c/tree", image.GraphDriver.Data["UpperDir"]);
        var json = Json(image);
        Assert.Equal("2026-01-02T03:04:05.1234567+02:00", json.GetProperty("Created").GetString());
        Assert.Equal("""{"Test":["CMD-SHELL","true"],"Interval":30000000000,"Retries":2}""", json.GetProperty("Healthcheck").GetRawText());
        Assert.Equal(
            """{"User":"u","ExposedPorts":{"80/tcp":{}},"Entrypoint":["/e"],"Volumes":{"/v":{}},"StopSignal":"SIGINT"}""",
            json.GetProperty("Config").GetRawText());
        Assert.Equal(
            """[{"created_by":"first","comment":"not this one"},{"created_by":"env","empty_layer":true},{"author":"me"}]""",
            json.GetProperty("History").GetRawText());
        Assert.Equal("{}", json.GetProperty("Annotations").GetRawText());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("Labels").ValueKind);
    }

    private static JsonElement Json(InspectedImage image) => JsonSerializer.SerializeToElement(image, InspectedImage.JsonType);

    private static InspectedImage Inspect(string config, string manifestType, params string[] layers)
    {
        var raw = Encoding.UTF8.GetBytes(config);
        var id = Digest.Of(raw);
        var manifest = ManifestDocument.Of(new Manifest
        {
            SchemaVersion = 2,
            MediaType = manifestType,
            Config = new Descriptor
            {
                MediaType = manifestType == MediaTypes.OciManifest ? MediaTypes.OciConfig : MediaTypes.DockerConfig,
                Digest = id,
                Size = raw.Length,
            },
            Layers = [],
        });
        var name = ImageReference.Parse("localhost/golden:1");
        var image = new ImageRecord
        {
            Id = id.Hex,
            Digest = manifest.Digest,
            Digests = [manifest.Digest],
            ManifestType = manifestType,
            Names = [name],
            NamesHistory = [name.ToString()],
            ConfigBytes = raw,
            Size = 1,
            Arrived = DateTimeOffset.UnixEpoch,
            Layers = [],
        };
        return DescribeImage.Of(image, manifest, [.. (layers is [] ? ["a"] : layers).Select(layer => $"/root/layers/{layer}/tree")], parent: null);
    }
}
