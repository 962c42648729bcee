using System.Text;
using Hull.Core;

namespace Hull.Oci.Tests;

public class ImageConfigTests
{
    private static readonly string _digest = "sha256:" + new string('a', 64);

    [Fact]
    public void Reads_a_docker_config()
    {
        var config = Parse("""
            {"architecture":"arm64","variant":"v8","os":"linux","created":"2024-02-03T04:05:06.123456789Z","author":"A","docker_version":"20.10","comment":"c",
             "config":{"User":"1:2","ExposedPorts":{"80/tcp":{}},"Env":["A=1"],"Entrypoint":["/e"],"Cmd":["a"],"Volumes":{"/v":{}},"WorkingDir":"/w",
                       "Labels":{"k":"v"},"StopSignal":"SIGINT","StopTimeout":5,"OnBuild":["RUN x"],"Shell":["/bin/sh"],
                       "Healthcheck":{"Test":["CMD","x"],"Interval":5000000000,"Retries":3},"Image":"ignored"},
             "rootfs":{"type":"layers","diff_ids":["DIGEST"]},
             "history":[{"created":"2024-02-03T04:05:06Z","created_by":"x","empty_layer":true},{"created_by":"y"}],"extra":{}}
            """.Replace("DIGEST", _digest, StringComparison.Ordinal));
        Assert.Equal(("linux/arm64/v8", "A", "20.10", "c"), (config.Platform.ToString(), config.Author, config.DockerVersion, config.Comment));
        Assert.Equal(new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(1234567), config.Created);
        Assert.Equal(("1:2", "/w", "SIGINT", 5), (config.Config!.User, config.Config.WorkingDir, config.Config.StopSignal, config.Config.StopTimeout));
        Assert.Equal(["80/tcp"], config.Config.ExposedPorts!.Keys);
        Assert.Equal(["/v"], config.Config.Volumes!.Keys);
        Assert.Equal(5_000_000_000, config.Config.Healthcheck!.Interval);
        Assert.Equal([true, false], config.History!.Select(h => h.EmptyLayer));
        Assert.Equal(Digest.Parse(_digest), config.RootFs.DiffIds.Single());
    }

    [Theory]
    [InlineData("""{"rootfs":{"type":"layers"}}""")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":null},"history":null,"config":null,"created":null}""")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":[]},"config":{"Env":null,"Labels":null,"Cmd":null,"ExposedPorts":null}}""")]
    public void Reads_an_image_without_layers_as_go_writes_it(string json) => Assert.Empty(Parse(json).RootFs.DiffIds);

    public static TheoryData<string, string> Rejects => new()
    {
        { "", "not valid" },
        { "null", "it is null" },
        { "{}", "not valid" },
        { """{"rootfs":null}""", "not valid" },
        { """{"rootfs":{"diff_ids":[]}}""", "not valid" },
        { """{"rootfs":{"type":"foo"}}""", "rootfs.type is \"foo\"" },
        { """{"rootfs":{"type":"layers","diff_ids":["sha256:x"]}}""", "not valid at $.rootfs.diff_ids[0]: not a digest" },
        { """{"rootfs":{"type":"layers","diff_ids":[7]}}""", "not a digest" },
        { """{"rootfs":{"type":"layers"},"config":{"Env":[null]}}""", "config.Env contains null" },
        { """{"rootfs":{"type":"layers"},"config":{"Cmd":[null]}}""", "config.Cmd contains null" },
        { """{"rootfs":{"type":"layers"},"config":{"Entrypoint":["a",null]}}""", "config.Entrypoint contains null" },
        { """{"rootfs":{"type":"layers"},"config":{"Shell":[null]}}""", "config.Shell contains null" },
        { """{"rootfs":{"type":"layers"},"config":{"OnBuild":[null]}}""", "config.OnBuild contains null" },
        { """{"rootfs":{"type":"layers"},"config":{"Healthcheck":{"Test":[null]}}}""", "config.Healthcheck.Test contains null" },
        { """{"rootfs":{"type":"layers"},"config":{"Labels":{"a":null}}}""", "config.Labels contains null" },
        { """{"rootfs":{"type":"layers"},"history":[null]}""", "history contains null" },
        { """{"rootfs":{"type":"layers"},"history":[{}]}""", "history has 1 steps with a layer" },
        { """{"rootfs":{"type":"layers"},"config":{"Env":"A=1"}}""", "not valid at $.config.Env" },
        { """{"rootfs":{"type":"layers"},"config":{"Cmd":"sh"}}""", "not valid at $.config.Cmd" },
        { """{"rootfs":{"type":"layers"},"config":{"Env":[],"Env":[]}}""", "not valid" },
        { """{"rootfs":{"type":"layers"},"created":"yesterday"}""", "not valid at $.created" },
        { """{"rootfs":{"type":"layers"},"config":{"StopTimeout":1.5}}""", "not valid at $.config.StopTimeout" },
        { """{"rootfs":{"type":"layers"},"architecture":null}""", "not valid" },
    };

    [Theory]
    [MemberData(nameof(Rejects))]
    public void Refuses_a_config_that_says_nonsense(string json, string reason)
    {
        var error = Assert.Throws<EngineException>(() => Parse(json));
        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.StartsWith("config x: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Refuses_more_than_four_mebibytes() =>
        Assert.Equal(ErrorKind.Corrupt, Assert.Throws<EngineException>(() => ImageConfig.Parse(new byte[Documents.MaximumBytes + 1])).Kind);

    [Fact]
    public void What_is_composed_here_reads_back()
    {
        var config = new ImageConfig
        {
            Architecture = "amd64",
            Os = "linux",
            Created = DateTimeOffset.UnixEpoch,
            Config = new ContainerDefaults { Cmd = ["/hello"], ExposedPorts = new Dictionary<string, EmptyObject> { ["80/tcp"] = EmptyObject.Instance } },
            RootFs = new RootFs { Type = "layers", DiffIds = [Digest.Parse(_digest)] },
            History = [new HistoryEntry { CreatedBy = "x" }],
        };
        var json = Encoding.UTF8.GetString(config.ToJson());
        Assert.Contains("""
            "ExposedPorts":{"80/tcp":{}}
            """, json, StringComparison.Ordinal);
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
        Assert.DoesNotContain("empty_layer", json, StringComparison.Ordinal);
        Assert.Equal(["/hello"], Parse(json).Config!.Cmd!);
    }

    private static ImageConfig Parse(string json) => ImageConfig.Parse(Encoding.UTF8.GetBytes(json), "config x");
}
