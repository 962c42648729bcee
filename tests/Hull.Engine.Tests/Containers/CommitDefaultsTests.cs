using System.Text;
using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Networks;
using Hull.Oci;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Containers;

public sealed class CommitDefaultsTests
{
    private static readonly ContainerConfig _config = SampleContainers.Config(new string('a', 64), "c", DateTimeOffset.UnixEpoch) with
    {
        Env = ["PATH=/bin", "A=1", "HOSTNAME=aaaaaaaaaaaa"],
        WorkDir = "/srv",
        Spec = new ContainerSpec
        {
            Command = ["sh", "-c", "x"],
            Entrypoint = [],
            User = "7",
            Labels = new Dictionary<string, string> { ["l"] = "own" },
            PortMappings = [new PortMapping { ContainerPort = 80, Range = 2, Protocol = "tcp" }],
            Expose = new Dictionary<ushort, string> { [53] = "udp" },
            Volumes = [new NamedVolume { Name = new string('b', 64), Dest = "/anonymous", IsAnonymous = true }],
            Mounts = [new RuntimeMount { Destination = "/bound", Type = "bind", Source = "/x" }, new RuntimeMount { Destination = "/tmpfs", Type = "tmpfs" }],
        },
    };

    private static readonly ContainerDefaults _image = new()
    {
        Entrypoint = ["of the image"],
        Cmd = ["of the image"],
        Labels = new Dictionary<string, string> { ["l"] = "image", ["kept"] = "image" },
        StopSignal = "9",
        Volumes = new Dictionary<string, EmptyObject> { ["/image"] = EmptyObject.Instance },
    };

    [Fact]
    public void The_containers_own_configuration_comes_before_its_images()
    {
        var made = CommitDefaults.Of(_config, _image, new CommitRequest());
        Assert.Null(made.Entrypoint);
        Assert.Equal(["sh", "-c", "x"], made.Cmd!);
        Assert.Equal(["PATH=/bin", "A=1"], made.Env!);
        Assert.Equal(("7", "/srv", "9"), (made.User, made.WorkingDir, made.StopSignal));
        Assert.Equal("kept=image l=own", string.Join(' ', made.Labels!.OrderBy(label => label.Key).Select(label => $"{label.Key}={label.Value}")));
        Assert.Equal(["53/udp", "80/tcp", "81/tcp"], made.ExposedPorts!.Keys.Order());
        Assert.Equal(["/image"], made.Volumes!.Keys);
    }

    [Fact]
    public void Mounts_become_volumes_where_asked() => Assert.Equal(
        ["/anonymous", "/bound", "/image"], CommitDefaults.Of(_config, _image, new CommitRequest { IncludeVolumes = true }).Volumes!.Keys.Order());

    [Fact]
    public void A_document_comes_before_the_changes()
    {
        var request = new CommitRequest { Configuration = Encoding.UTF8.GetBytes("""{"Cmd":["document"],"User":"8"}"""), Changes = ["USER 9"] };
        var made = CommitDefaults.Of(_config, _image, request);
        Assert.Equal(["document"], made.Cmd!);
        Assert.Equal("9", made.User);
        var broken = request with { Configuration = Encoding.UTF8.GetBytes("[]") };
        Assert.Contains("--config", Assert.Throws<EngineException>(() => CommitDefaults.Of(_config, _image, broken)).Message);
        Assert.Throws<EngineException>(() => CommitDefaults.Of(_config, _image, new CommitRequest { Changes = ["NONSENSE x"] }));
    }
}
