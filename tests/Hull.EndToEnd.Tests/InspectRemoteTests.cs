using System.Text.Json;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>inspect docker://IMAGE beside skopeo inspect, whose output is the measure.</summary>
public sealed class InspectRemoteTests(EngineBed bed) : EngineTest(bed)
{
    private const string Path = "test/config:1";
    private const string NoTls = "--tls-verify=false";

    [Fact]
    public void Manifest_and_configuration_are_the_bytes_that_lie_there()
    {
        NotInPodman("has skopeo for this");
        var engine = Open("crun");
        using var registry = Filled();
        Assert.Equal(registry.Manifest(Path), engine.Ok("image", "inspect", "--raw", NoTls, Remote(registry)));
        Assert.Equal(registry.Configuration(Path), engine.Ok("inspect", "--config", NoTls, Remote(registry)));
        Assert.Equal("", engine.Ok("images", "-q", registry.Name(Path)));
    }

    [Fact]
    public void It_tells_what_skopeo_tells()
    {
        NotInPodman("has skopeo for this");
        var engine = Open("crun");
        using var registry = Filled();
        using var theirs = JsonDocument.Parse(Bed.Run("skopeo", "inspect", NoTls, Remote(registry)).Ok());
        using var ours = JsonDocument.Parse(engine.Ok("image", "inspect", NoTls, Remote(registry)));
        foreach (var property in theirs.RootElement.EnumerateObject().Where(property => property.Name != "Created"))
        {
            Assert.True(ours.RootElement.TryGetProperty(property.Name, out var value), property.Name);
            Assert.True(JsonElement.DeepEquals(property.Value, value), $"{property.Name}: {property.Value} and {value}");
        }
        var digest = registry.Inspect(Path, "{{.Digest}}");
        Assert.Equal(digest, engine.Ok("image", "inspect", "--format", "{{.Digest}}", NoTls, Remote(registry)));
    }

    [Fact]
    public void What_is_not_there_or_cannot_be_is_refused()
    {
        NotInPodman("has skopeo for this");
        var engine = Open("crun");
        using var registry = Filled();
        Failure.Says(engine.Run("image", "inspect", NoTls, "docker://" + registry.Name("test/config:none")), 125, "manifest unknown");
        Failure.Says(engine.Run("image", "inspect", "--raw", Image), 125, "docker://IMAGE");
        Failure.Says(engine.Run("image", "inspect", NoTls, Remote(registry), Image), 125, "cannot be mixed");
    }

    private RealRegistry Filled()
    {
        var registry = RealRegistry.Plain(Bed, Temp);
        registry.Fill("docker-archive:" + Repository.Image("config"), Path);
        return registry;
    }

    private static string Remote(RealRegistry registry) => "docker://" + registry.Name(Path);
}
